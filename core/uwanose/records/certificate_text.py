"""Owns printing a certificate as plain text and as HTML; what does not fit is never cut."""

from __future__ import annotations

from html import escape

from uwanose.records.certificates import Certificate

__all__ = ["as_html", "as_text"]

_STYLE = (
    "@page{size:A4;margin:20mm}"
    'body{font:11pt/1.7 "BIZ UDPMincho","Yu Mincho","Hiragino Mincho ProN","Noto Serif CJK JP",serif;max-width:40em;margin:2em auto}'
    "h1{text-align:center;font-size:18pt;letter-spacing:.3em}"
    "table{border-collapse:collapse;width:100%;margin:1em 0;break-inside:avoid}"
    "th,td{border:1px solid;padding:.3em .6em;text-align:left;overflow-wrap:anywhere}"
    "th{width:12em;font-weight:normal;background:#f3f3f3}"
    ".closing{text-align:right}@media print{body{margin:0;max-width:none}}"
)


def as_text(certificate: Certificate) -> str:
    """Return the certificate as plain text."""
    lines = [_title(certificate), certificate.town, ""]
    for section in certificate.sections:
        lines += [f"{line.label}　{line.value}".rstrip("　") for line in section.lines]
        lines.append("")
    lines += [f"備考　{remark}" for remark in certificate.remarks]
    return "\n".join([*lines, _closing(certificate), ""])


def as_html(certificate: Certificate) -> str:
    """Return the certificate as one HTML page without anything from outside."""
    tables = "".join(
        "<table>"
        + "".join(
            f"<tr><th>{escape(line.label)}</th><td>{escape(line.value)}</td></tr>" for line in section.lines
        )
        + "</table>"
        for section in certificate.sections
    )
    remarks = "".join(f"<p>備考　{escape(remark)}</p>" for remark in certificate.remarks)
    title = escape(_title(certificate))
    return (
        f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f"<h1>{title}</h1><p>{escape(certificate.town)}</p>{tables}{remarks}"
        f'<p class="closing">{escape(_closing(certificate))}</p></html>\n'
    )


def _title(certificate: Certificate) -> str:
    return certificate.title + ("（再交付）" if certificate.reissued else "")


def _closing(certificate: Certificate) -> str:
    return f"{certificate.issued_on}　発行番号 {certificate.serial}"
