"""The process that makes one PDF: the document comes in as JSON, and the file or Typst's complaint goes out."""

import json
import sys
from datetime import UTC, date, datetime, time
from importlib.resources import files

import typst


def main() -> None:
    document = sys.stdin.read()
    made_on = date.fromisoformat(json.loads(document)["made_on"])
    try:
        content = typst.compile(
            files("prompts").joinpath("documents/document.typ").read_bytes(),
            format="pdf",
            sys_inputs={"document": document},
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            timestamp=datetime.combine(made_on, time(), UTC),
        )
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
