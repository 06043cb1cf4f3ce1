"""The set of task tables: what breaks how, and by which producer."""
from tasks import Form

CASES = {
    "01-rows-split-header-repeated": Form("chromium", "rows split over the page and left open there; the header on every page"),
    "02-groups-over-the-rest": Form("weasyprint", "group rows with a title over the rest; rows left open at the page end", groups="title", padding=5),
    "03-header-on-first-page-only": Form("typst", "rows split over the page, no header on later pages", repeat="none", long="one"),
    "04-groups-over-all": Form("libreoffice", "group rows of one cell over all columns", groups="all", padding=3, long="one"),
    "05-groups-not-merged": Form("libreoffice", "group rows with empty cells, no header on later pages", groups="bare", repeat="none", long="one"),
    "06-header-typed-again": Form("reportlab", "the next page has a header typed by hand with slips, and the row cut by hand", typo=True, rows=9),
    "07-header-typed-again-groups": Form("libreoffice", "a header typed by hand with slips, the row cut by hand", typo=True, rows=9, padding=3),
    "08-two-level-header-numbers": Form("typst", "header of two levels and a row of column numbers, all repeated", header="two", numbers=True, long="one"),
    "09-numbers-repeated-alone": Form("reportlab", "later pages repeat only the row of column numbers", header="two", numbers=True, repeat=[2], long="one"),
    "10-numbers-restart": Form("reportlab", "numbers begin anew in every group", groups="title", restart=True, padding=3, long="one"),
    "11-owners-merged": Form("word", "one lead for several rows, merged, also over the page break", owners="merged", padding=5),
    "12-owners-merged-open": Form("chromium", "one lead for several rows, merged; left open at the page end", owners="merged"),
    "13-ditto": Form("typst", "signs of repetition for leads and times", owners="ditto", family="Liberation Serif"),
    "14-steps-merged": Form("libreoffice", "number and task merged over steps with products and leads of their own", steps="merged", rows=12, split=False),
    "15-steps-empty": Form("word", "rows under a number whose first cells are empty; no row is split", steps="empty", rows=10, split=False, repeat="none"),
    "16-steps-empty-split": Form("reportlab", "rows whose first cells are empty, and split rows beside them", steps="empty", rows=14, long="one"),
    "17-no-vertical-lines": Form("weasyprint", "horizontal lines only", rules="horizontal", split=False),
    "18-no-vertical-lines-split": Form("reportlab", "horizontal lines only, rows split over the page", rules="horizontal", long="one", padding=6),
    "19-no-lines": Form("typst", "no lines", rules="none", split=False, padding=9),
    "20-lists-in-cells": Form("reportlab", "lists in cells, split over the page; no line between the repeated header and the rest of the row", lists=True, open_breaks=True),
    "21-turned-header": Form("chromium", "header text that runs upwards", header="turned", split=False),
    "22-rotated-pages": Form("reportlab", "landscape pages stored upright with /Rotate", turn="rotate", long="one"),
    "23-sideways-pages": Form("typst", "text runs upwards on upright pages", turn="sideways", groups="title"),
    "24-after-text": Form("libreoffice", "the table begins under text on the same page", before=True, landscape=False, long="one"),
    "25-two-tables": Form("weasyprint", "two tables on one page, the second goes on", second=True, landscape=False),
    "26-number-close": Form("word", "the page number stands just under the open end of the table", number="close", open_breaks=True, long="one"),
    "27-number-beside": Form("word", "the page number stands beside the table; header on the first page only", number="side", repeat="none", long="one"),
    "28-one-cell-goes-on": Form("chromium", "rows of which only the task goes on", long="one", padding=6),
    "29-row-over-three-pages": Form("libreoffice", "one row over three pages", long="pages", rows=6),
    "30-break-between-rows": Form("chromium", "pages end between rows, no header later", split=False, repeat="none"),
}


def random_forms(rng, count):
    """Forms put together by chance, for a set that nobody has seen."""
    out = {}
    producers = ["chromium", "weasyprint", "typst", "libreoffice", "reportlab", "word"]
    for number in range(count):
        producer = producers[number % len(producers)]
        rules = rng.choices(["grid", "horizontal", "none"], [8, 1, 1])[0]
        grid = rules == "grid"
        special = rng.choice(["groups", "owners", "steps", "lists", "long", "none"]) if grid else rng.choice(["long", "none"])
        form = Form(
            producer,
            "",
            rows=rng.randrange(9, 18),
            groups=rng.choice(["title", "all", "bare"]) if special == "groups" else None,
            restart=rng.random() < 0.5,
            owners=rng.choice(["merged", "ditto"]) if special == "owners" else None,
            steps=rng.choice(["merged", "empty"]) if special == "steps" else None,
            lists=special == "lists",
            header=rng.choice(["one", "one", "two", "turned"]) if grid else "one",
            numbers=rng.random() < 0.3,
            repeat=rng.choice(["all", "none"]),
            split=rules != "none" and special != "steps",
            open_breaks=rng.random() < 0.5,
            rules=rules,
            long="one" if special == "long" else None,
            before=rng.random() < 0.2,
            second=rng.random() < 0.15,
            landscape=rng.random() < 0.75,
            turn=rng.choices([None, "rotate", "sideways"], [8, 1, 1])[0],
            number=rng.choice(["top", "bottom", "close", "side"] if producer == "word" else ["top", "bottom"]),
            notes=rng.random() < 0.3,
            size=rng.choice([10, 11, 12, 13]),
            padding=rng.choice([2, 3, 4, 6]) if rules != "none" else 9,
        )
        plain = Form(producer, "")
        form.about = ", ".join(f"{name} {value}" for name, value in vars(form).items() if value != vars(plain)[name])
        out[f"random-{number + 1:02d}"] = form
    return out
