"""English words of the import, history, settings and help pages."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "action.import.choose": "Choose a file",
    "action.import.write": "Import",
    "action.history.take_back": "Take this step back",
    "action.history.open": "History",
    "importing.title": "Import a sheet",
    "importing.preview": "What was understood",
    "importing.choose": "Choose a file",
    "importing.choose_title": "Which file?",
    "importing.sheets": "Sheets (*.csv *.xlsx *.ods *.tsv *.txt)",
    "importing.any": "All files (*)",
    "importing.file": "File",
    "importing.kind": "What the rows are",
    "importing.sheet": "Sheet",
    "importing.the_only_sheet": "The only one with rows",
    "importing.dates.needed": (
        "Expected the order here, as the dates of this file can be read in more than one."
    ),
    "importing.date.auto": "As the column shows",
    "importing.date.DMY": "Day, month, year",
    "importing.date.MDY": "Month, day, year",
    "importing.date.YMD": "Year, month, day",
    "importing.skip_bad": "Leave out rows that can’t be taken",
    "importing.empty": "No file chosen",
    "importing.unread": "“{file}” is not read",
    "importing.unread_why": (
        "What hinders stands above. Say at the left how it is to be read, or choose another file."
    ),
    "importing.empty_why": (
        "Choose a CSV file or a workbook (XLSX, ODS), as it was sent. "
        "You see what was understood before anything is written."
    ),
    "importing.reading": "Reading {file}",
    "importing.writing": "Writing what {file} holds",
    "importing.ready": "{read}. Nothing is written until you press Import; Undo takes it back as one step.",
    "importing.ready_without": (
        "{read}. Import writes all but {n:number} that can’t be taken; Undo takes it back as one step.",
        "{read}. Import writes all but {n:number} that can’t be taken; Undo takes it back as one step.",
    ),
    "importing.refused": (
        "{read}, but some can’t be taken. Mend them in the file and choose it again, "
        "or leave them out."
    ),
    "importing.nothing_written": "Nothing was written.",
    "importing.faults": ("{n:number} fault", "{n:number} faults"),
    "importing.remarks": ("{n:number} remark", "{n:number} remarks"),
    "importing.more": ("and {n:number} more", "and {n:number} more"),
    "importing.sample": (
        "The first row, as understood",
        "The first {n:number} rows, as understood",
    ),
    "importing.columns": "Columns",
    "importing.columns_hint": "Say otherwise where the program is wrong: another field, or left out.",
    "importing.no_header_row": "There is no row of headers; columns are named by letter.",
    "importing.header_row": "Row with the headers",
    "importing.header.auto": "As found: row {row:raw}",
    "importing.header.found": "Found by the program",
    "importing.header.none": "There is none",
    "importing.header.row": "Row {row:raw}",
    "importing.sheet_found": "As found: {sheet}",
    "importing.in_row": "Row {row:raw}: {said}",
    "importing.in_column": "Column {column}: {said}",
    "importing.in_row_column": "Row {row:raw}, column {column}: {said}",
    "importing.no_header": "no header",
    "importing.leave_out": "Leave out",
    "importing.own_series": "A series of numbers",
    "importing.needed_field": "{field} (needed)",
    "importing.field_of": "What “{header}” is",
    "importing.order_of": "Order of the dates in “{header}”",
    "importing.unit_of": "Unit of “{header}”",
    "importing.unit_one": "as it stands",
    "importing.examples": "For example {examples}",
    "importing.dates_open": "Day or month first? “{found}” can be read both ways.",
    "importing.part.low": "{field}, lower end",
    "importing.part.high": "{field}, upper end",
    "importing.part.basis": "{field}, basis",
    "importing.part.source": "{field}, source",
    "importing.part.as_of": "{field}, as of",
    "importing.part.confidence": "{field}, confidence",
    "importing.part.entered_unit": "{field}, unit as entered",
    "importing.tab.found": ("What was found ({n:number})", "What was found ({n:number})"),
    "importing.tab.columns": ("Columns ({n:number})", "Columns ({n:number})"),
    "importing.tab.sample": ("First rows ({n:number})", "First rows ({n:number})"),
    "importing.tab.rows": ("Every row ({n:number})", "Every row ({n:number})"),
    "importing.tab.names": ("Unknown names ({n:number})", "Unknown names ({n:number})"),
    "importing.tab.names_later": "Unknown names",
    "importing.rows_tab": "What becomes of every row",
    "importing.rows_all": ("all {n:number}", "all {n:number}"),
    "importing.row_changes": "{field}: {before} → {after}.",
    "importing.row_finding": "{column}: {said}",
    "importing.nothing_found": "Nothing needs your attention.",
    "importing.more_in_rows": (
        "and {n:number} more like it; Every row shows all.",
        "and {n:number} more like these; Every row shows all.",
    ),
    "importing.dates_asked": "{read}. Some dates can be read in two orders: say in Columns which it is.",
    "importing.columns_asked": "Not recognised: {fields}. Say in Columns which column it is.",
    "importing.names_hint": "What you choose is kept, and known in the next file. A name left as written is no fault.",
    "importing.names_later": "Names are looked up when all rows are read.",
    "importing.names_none": "Every name in the file is known here.",
    "importing.name_in_rows": ("{kind}, in {n:number} row", "{kind}, in {n:number} rows"),
    "importing.name_kept": "Leave as written",
    "importing.name_add.partner": "Add as partner",
    "importing.name_add.place": "Add as place",
    "importing.name_add_of": "{add}: “{name}”",
    "importing.name_new.partner": "a new partner, a state if it is a country, else an NGO",
    "importing.name_new.place": "a new place",
    "importing.name_another": "Another …",
    "importing.name_means": "What “{name}” means",
    "importing.name_said": "“{name}” means {meant}",
    "importing.name_take_back": "Take back",
    "importing.name_take_back_of": "Take back what “{name}” means",
    "importing.source": "Who sends it",
    "importing.source_hint": "How its columns are read is kept for the next file of this sender.",
    "importing.encoding": "Encoding of the text",
    "importing.encoding.auto": "UTF-8",
    "importing.encoding.cp1252": "Windows, western (1252)",
    "importing.encoding.latin-1": "Latin-1",
    "importing.encoding.utf-16": "UTF-16",
    "importing.encoding.cp1251": "Windows, Cyrillic (1251)",
    "importing.encoding.cp1256": "Windows, Arabic (1256)",
    "importing.encoding.mac_roman": "Macintosh",
    "importing.looks_like": "Read as {kind}, as its columns say. Choose another kind if that is wrong.",
    "importing.finding_things": "Looking up names",
    "importing.field.total": "In all",
    "importing.field.date": "Date",
    "importing.total": "{field}: {figure}",
    "importing.taken": (
        "{n:number} row was taken as one step. Undo takes it back.",
        "{n:number} rows were taken as one step. Undo takes them back.",
    ),
    "importing.show_taken": "Show in “{page}”",
    "importing.done": (
        "Imported {file}: {n:number} thing written. Undo takes it back.",
        "Imported {file}: {n:number} things written. Undo takes them back.",
    ),
    "importing.nothing_to_import": "Choose a file whose rows can be taken first.",
    "history.line": "{what}, {author}",
    "history.why": "{author}: {why}",
    "history.undone": "Taken back: {what}",
    "history.explained": (
        "Every change with author and time. Taking a step back is a step of its own, "
        "and is refused if something later touched the same."
    ),
    "settings.who": "Who works here",
    "settings.look": "How it looks",
    "settings.appearance": "Appearance",
    "settings.system": "As the system",
    "settings.light": "Light",
    "settings.dark": "Dark",
    "settings.contrast_light": "High contrast, light",
    "settings.contrast_dark": "High contrast, dark",
    "settings.density": "Rows of tables",
    "settings.compact": "Compact",
    "settings.normal": "Normal",
    "settings.comfortable": "Comfortable",
    "settings.language": "Language",
    "help.steps": "From a crisis to a printed plan",
    "help.step.open": "Open the case “Bunia 2003” on the start page, or create an empty workspace.",
    "help.step.look": "Look at the crisis, the partners, what they offer and what the plan requires.",
    "help.step.import": "Import the spreadsheets that partners sent; see first what was understood.",
    "help.step.match": "Match the plan: read what is covered, when, by whom, and why the rest is not.",
    "help.step.print": "Look at the plan as it will be printed, and export it as PDF.",
    "help.places": "What is done where",
    "help.place.parts": "Parts of a thing",
    "help.place.parts.does": (
        "Select a row. Decision steps, caveats, commitments, phases and all else that belongs to it"
        " are added, changed and removed in the inspector beside it."
    ),
    "help.place.new_plan": "New plan",
    "help.place.new_plan.does": (
        "Asks for crisis, scenario and plan in one step. Scenario and needs derives requirements"
        " from the people to serve, or takes them from a template."
    ),
    "help.place.inbox": "Inbox",
    "help.place.inbox.does": (
        "Ask partners for what a plan lacks. The inbox holds what they have to answer and what you"
        " have to judge."
    ),
    "help.place.presence": "Who does what where",
    "help.place.presence.does": (
        "Import activities: sectors and areas with those who work there, overlaps, and holes."
    ),
    "help.place.map": "Map",
    "help.place.map.does": (
        "Arrows move it, + and − zoom, 0 shows the world, F the chosen crisis. N and P walk over"
        " what is in sight, Enter opens it, M measures from it, T shows all as a table."
    ),
    "help.place.calendar": "Calendar",
    "help.place.calendar.does": (
        "Writes its dates, or those of a plan, as iCalendar for other calendars."
    ),
    "help.place.columns": "Tables",
    "help.place.columns.does": (
        "Drag the end of a head to change a width, click it twice to take the width of the content."
        " Drag a head to move its column."
    ),
    "help.keys": "Keys",
    "help.key.edit": "F2",
    "help.key.edit.does": "Edit the cell",
    "help.key.remove": "Del",
    "help.key.remove.does": "Remove the rows",
    "help.key.copy": "Ctrl+C",
    "help.key.copy.does": "Copy the rows for a spreadsheet",
    "help.key.find": "Ctrl+F",
    "help.key.find.does": "Filter the rows",
    "help.key.open": "Enter",
    "help.key.open.does": "Show the row in the inspector",
    "help.key.sort": "Alt+1 to 7",
    "help.key.sort.does": "Go to a place: Home to Print, then Settings and Help",
    "help.key.map": "+ − 0 F N P M T",
    "help.key.map.does": "Go about the map",
    "help.version": "CrisisPlanner {version}",
    "help.licence": (
        "Licensed under the Apache License 2.0. It works offline and sends nothing anywhere."
    ),
    "help.licence.ibm_plex": "Type: IBM Plex Sans, SIL Open Font License 1.1.",
    "help.licence.noto": "Other scripts: Noto Sans, SIL Open Font License 1.1.",
    "help.licence.tabler": "Icons: Tabler Icons, MIT License. Window: Qt for Python, LGPL 3.",
    "help.licence.natural_earth": (
        "Map: Natural Earth, public domain; packed by world-atlas, ISC License."
    ),
    "help.boundaries": "The program proposes, people decide. It has no targeting functions.",
    "help.read.ibm_plex": "Licence of IBM Plex",
    "help.read.noto": "Licence of Noto",
    "help.read.tabler": "Licence of Tabler Icons",
    "help.read.natural_earth": "Licence of world-atlas",
    "help.log": "Log file: {path}. It holds warnings and errors, none of a workspace’s content.",
    "help.show_log": "Show its folder",
}
