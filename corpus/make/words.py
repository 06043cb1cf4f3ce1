"""Words of made-up tasks. Nothing here is from a real plan."""

VERBS = [
    "Xây dựng", "Rà soát", "Nâng cấp", "Triển khai", "Hoàn thiện", "Ban hành", "Thuê", "Kết nối", "Chuẩn hóa", "Công khai",
    "Thí điểm", "Nhân rộng", "Đánh giá", "Kiểm tra", "Tập huấn về", "Số hóa", "Duy trì", "Cập nhật", "Thẩm định", "Bổ sung",
]
THINGS = [
    "kho dữ liệu dùng chung của ngành", "quy chế vận hành trung tâm điều hành", "hệ thống đặt lịch khám trực tuyến",
    "danh mục dịch vụ kỹ thuật", "bộ chỉ số theo dõi chất lượng nước sạch", "nền tảng quản lý trạm y tế",
    "mạng lưới camera giám sát giao thông", "cổng tra cứu quy hoạch", "sổ tay kỹ năng số cho người cao tuổi",
    "phần mềm quản lý vật tư tiêu hao", "cơ sở dữ liệu hộ kinh doanh", "đường truyền dự phòng cho các xã vùng cao",
    "hồ sơ cấp độ an toàn hệ thống thông tin", "bản đồ số về vùng nguy cơ sạt lở", "kênh tiếp nhận phản ánh của người dân",
    "mô hình lớp học không giấy", "thiết bị quan trắc mặn tự động", "thư viện bài giảng điện tử",
    "quy trình ứng cứu sự cố", "kho lưu trữ tài liệu lịch sử", "điểm phục vụ hành chính công lưu động",
    "dữ liệu chuyên ngành đất đai", "hệ thống hội chẩn từ xa", "trang thông tin về sản phẩm đặc trưng",
]
PLACES = [
    "tại các xã, phường", "trên địa bàn tỉnh", "ở vùng biên giới và hải đảo", "tại bệnh viện tuyến tỉnh",
    "cho các trường trung học cơ sở", "trong toàn ngành", "tại trung tâm phục vụ hành chính công", "theo chuẩn kết nối của tỉnh",
    "cho ít nhất 40 đơn vị", "đáp ứng yêu cầu của cấp trên",
]
CLAUSES = [
    "bảo đảm kết nối thông suốt với trục liên thông", "ưu tiên nơi chưa có sóng di động", "không đầu tư trùng lặp với nền tảng đã có",
    "công khai kết quả trên trang thông tin điện tử", "gắn với trách nhiệm của người đứng đầu", "có phương án dự phòng khi mất điện",
    "hướng dẫn người dân sử dụng tại chỗ", "lấy ý kiến của các đơn vị trước khi nhân rộng", "lưu nhật ký truy cập tối thiểu 24 tháng",
    "sao lưu dữ liệu ra thiết bị ngoại tuyến", "bố trí nhân lực chuyên trách", "khắc phục tồn tại đã nêu trong kết luận kiểm tra",
    "phục vụ công tác chỉ đạo, điều hành", "tiết kiệm chi phí đi lại của người dân",
]
LEADS = [
    "Sở Y tế", "Sở Khoa học và Công nghệ", "Văn phòng UBND tỉnh", "Sở Tài chính", "Công an tỉnh", "Sở Nội vụ",
    "Sở Nông nghiệp và Môi trường", "Sở Giáo dục và Đào tạo", "Sở Xây dựng", "Trung tâm Chuyển đổi số",
]
PARTNERS = [
    "Các sở, ban, ngành", "UBND các xã, phường", "Công an tỉnh", "Các đơn vị trực thuộc", "Bảo hiểm xã hội tỉnh",
    "Viễn thông tỉnh; UBND các xã liên quan", "Sở Tài chính; Sở Tư pháp", "Hội Nông dân tỉnh", "Các bệnh viện công lập",
]
OUTPUTS = [
    "Quyết định của UBND tỉnh", "Báo cáo đánh giá", "Hệ thống được nghiệm thu", "Biên bản bàn giao; tài liệu hướng dẫn",
    "Bộ dữ liệu đã đối soát", "Quy chế được phê duyệt", "Kế hoạch chi tiết", "Hợp đồng thuê dịch vụ", "Danh sách được công bố",
]
TIMES = [
    "Quý I/2026", "Quý II/2026", "Quý III/2026", "Quý IV/2026", "Tháng 6/2026", "Trước 30/9/2026", "Thường xuyên", "Hằng quý",
    "Năm 2026", "Trước ngày 15/11/2026", "2026 - 2028",
]
NOTES = ["", "", "Ưu tiên xã vùng III", "Theo khả năng ngân sách", "", "Lồng ghép với dự án đầu tư công", ""]
GROUPS = [
    "NÂNG CAO NHẬN THỨC", "HOÀN THIỆN THỂ CHẾ", "PHÁT TRIỂN HẠ TẦNG SỐ", "PHÁT TRIỂN DỮ LIỆU SỐ", "BẢO ĐẢM AN TOÀN THÔNG TIN",
    "ĐÀO TẠO NHÂN LỰC", "HỢP TÁC, HUY ĐỘNG NGUỒN LỰC",
]
HEADER = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian hoàn thành"]
TYPO_HEADER = ["STT", "Nội dung nhiêm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phâm", "Thời gian hoàn thanh"]
PARAGRAPHS = [
    "Các cơ quan, đơn vị căn cứ danh mục dưới đây xây dựng kế hoạch của mình, phân công người phụ trách từng việc và báo cáo tiến độ trước "
    "ngày 20 của tháng cuối quý.",
    "Nhiệm vụ có nhiều cơ quan cùng thực hiện thì cơ quan ghi trước chịu trách nhiệm tổng hợp; vướng mắc vượt thẩm quyền được báo cáo ngay.",
    "Kinh phí thực hiện bố trí trong dự toán hằng năm và nguồn hợp pháp khác theo quy định.",
]
