"""Draws a script as a Mermaid state diagram, which keeps the diagrams in the docs up to date."""

from collections.abc import Iterable, Iterator

from conversations.script import END, CycleStep, Script, Step


def page(scripts: Iterable[Script]) -> str:
    """All scripts as Markdown, by the steps of the cycle: a title, its purpose and its drawing."""
    order = list(CycleStep)
    chapters = sorted(scripts, key=lambda script: (order.index(script.step), script.title))
    return "\n".join(
        f"## {script.title}\n\n{script.purpose}\n\n```mermaid\n{mermaid(script)}```\n" for script in chapters
    )


def mermaid(script: Script) -> str:
    lines = ["stateDiagram-v2", f"    [*] --> {_id(script.steps[0].id)}", *_states(script), *_arrows(script)]
    return "\n".join(lines) + "\n"


def _states(script: Script) -> Iterator[str]:
    for step in script.steps:
        yield f"    {_id(step.id)} : {_label(step)}"


def _label(step: Step) -> str:
    notes = [f"each {step.for_each}"] if step.for_each else []
    notes += [str(condition) for condition in step.when]
    notes += [" / ".join(step.audience)] if step.audience else []
    notes += [f"+ {step.capture}"] if step.capture else []
    # A colon would end Mermaid's label.
    return f"{step.id} ({', '.join(notes)})" if notes else step.id


def _arrows(script: Script) -> Iterator[str]:
    for step in script.steps:
        taken = set()
        for choice in step.choices:
            target = choice.next or script.after(step.id)
            taken.add(target)
            yield f"    {_id(step.id)} --> {_id(target)} : {choice.label.replace(':', ' ')}"
        if script.after(step.id) not in taken:
            yield f"    {_id(step.id)} --> {_id(script.after(step.id))}"
        # A step that does not apply is passed by to the one below it.
        if (step.when or step.audience or step.for_each) and step.next:
            yield f"    {_id(step.id)} --> {_id(script.below(step.id))} : does not apply"


def _id(step_id: str) -> str:
    """A prefix keeps a step apart from the words of Mermaid, such as direction."""
    return "[*]" if step_id == END else f"q_{step_id.replace('-', '_')}"
