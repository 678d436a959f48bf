"""English words of the print page."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "action.document.export": "Export PDF",
    "action.document.name_version": "Name a version…",
    "print_page.version": "Version",
    "print_page.version.title": "Name a version",
    "print_page.version.explained": (
        "The plan “{plan}” is kept as it is now, with all that it refers to, under a number and this"
        " name. It prints the same from then on, whatever changes."
    ),
    "print_page.version.name": "Name",
    "print_page.version.example": "for the ministers",
    "print_page.version.name_needed": "Expected a name by which the version is found again, got none.",
    "print_page.version.make": "Name this version",
    "print_page.version.making": "Keeping the plan as it is now",
    "print_page.version.made": "Version {number:number}, “{name}”, is kept.",
    "print_page.version.of_now": "Version {number:number}, “{name}”",
    "print_page.version.none": "DRAFT, because no version of this plan was named yet.",
    "print_page.version.draft": (
        (
            "DRAFT, because {n:number} step was done in this workspace since version {number:number},"
            " “{name}”."
        ),
        (
            "DRAFT, because {n:number} steps were done in this workspace since version {number:number},"
            " “{name}”."
        ),
    ),
    "print_page.version.kept": "Version {number:number}, “{name}”, as it was when it was named.",
    "print_page.version.as_now": "As it is now",
    "print_page.version.file_name": "{title} version {number}.pdf",
    "print_page.preview": "Preview of the document",
    "print_page.page": "Page {page:number} of {n:number}",
    "print_page.page_of": "of {n:number}",
    "print_page.go_to": "Page to go to",
    "print_page.drawing": "Drawing page {page:number}",
    "print_page.building": "Building the document",
    "print_page.exporting": "Exporting the document",
    "print_page.cancel": "Cancel",
    "print_page.document": "Document",
    "print_page.document.plan": "Contingency plan, complete",
    "print_page.plan": "Plan",
    "print_page.reader": "For",
    "print_page.reader.own": "Own use, nothing withheld",
    "print_page.reader.hint": (
        "Editions for a partner, with what may not be released withheld, are not made yet."
    ),
    "print_page.reader.later": "Editions for a reader come in a later version.",
    "print_page.paper": "Paper",
    "print_page.paper.A4": "A4",
    "print_page.paper.Letter": "Letter",
    "print_page.marking": "Marking",
    "print_page.n_pages": ("{n:number} page", "{n:number} pages"),
    "print_page.size": "Length",
    "print_page.note": (
        "The preview is the PDF itself. The same content gives the same file, byte for byte."
    ),
    "print_page.stale": ("This plan changed after its match; the document says so on every page."),
    "print_page.previous": "Page before",
    "print_page.next": "Next page",
    "print_page.zoom_out": "Smaller (−)",
    "print_page.zoom_in": "Larger (+)",
    "print_page.fit_width": "Fit width (0)",
    "print_page.fit_page": "Whole page",
    "print_page.zoom": "{share:percent}",
    "print_page.dialog": "Export the document",
    "print_page.pdf_files": "PDF documents (*.pdf)",
    "print_page.file_name": "{title}.pdf",
    "print_page.exported": "Exported to {path}.",
    "print_page.cancelled": "Cancelled. Nothing was written.",
    "print_page.empty.title": "Nothing to print yet",
    "print_page.empty.sentence": (
        "A document is made from a plan. Create one, or begin with a built-in case (Home)."
    ),
    "print_page.failed.title": "The document could not be built",
    "print_page.retry": "Try again",
}
