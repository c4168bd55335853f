"""Every finding of a file has its words, and a message has no words that nothing can find."""

import jinja2

import prompts
from plans.findings import Finding


def test_each_code_has_its_sentence_and_each_sentence_its_code() -> None:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(prompts.ROOT), autoescape=True)
    environment.filters |= {**prompts.formats.FILTERS, "words": str, "capital": str}
    assert set(environment.get_template("messages/findings.j2").blocks) == {code.value for code in Finding}
