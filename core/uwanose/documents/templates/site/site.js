// Search, sorting and printing of the report site. It reads nothing but what the page has loaded and sends nothing anywhere.
"use strict";

(() => {
  // 並べ替え: figures by their exact value, days by the calendar, the rest as text
  const exact = (text) => {
    const [over, under] = text.split("/").map(Number);
    return under ? over / under : over;
  };
  const key = (cell) => {
    const figure = cell.querySelector("data");
    if (figure) return exact(figure.value);
    const day = cell.querySelector("time");
    return day ? day.dateTime : cell.textContent.trim();
  };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const compare = (one, other) =>
    typeof one === "number" && typeof other === "number" ? one - other : collator.compare(String(one), String(other));

  const sortBy = (table, heading, index) => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, place) => ({ row, place, key: key(row.cells[index]) }));
    rows.sort((one, other) => (down ? -1 : 1) * compare(one.key, other.key) || one.place - other.place);
    body.append(...rows.map(({ row }) => row));
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((heading, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => sortBy(table, heading, index));
    });
  }

  // 検索: every word must be in the title or the text of a page
  const form = document.querySelector("form.search");
  const pages = (window.uwanosePages || []).map((page) => ({ ...page, in: `${page.title} ${page.text}`.normalize("NFKC").toLowerCase() }));
  if (form && pages.length) {
    const input = form.querySelector("input");
    const list = form.querySelector(".found");
    const status = form.querySelector("[role=status]");
    const show = () => {
      const words = input.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
      const found = words.length ? pages.filter((page) => words.every((word) => page.in.includes(word))) : [];
      const heads = (page) => words.some((word) => page.title.normalize("NFKC").toLowerCase().includes(word));
      found.sort((one, other) => heads(other) - heads(one));
      list.replaceChildren(...found.map((page) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = document.body.dataset.up + page.path;
        link.textContent = page.title;
        item.append(link);
        return item;
      }));
      list.hidden = !found.length;
      status.textContent = !words.length ? "" : found.length ? `${found.length} ${status.dataset.some}` : status.dataset.none;
      status.classList.toggle("unseen", !words.length || found.length > 0);
    };
    const close = () => { list.hidden = true; };
    form.hidden = false;
    input.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = list.querySelector("a");
      if (first) location.href = first.href;
    });
    form.addEventListener("keydown", (event) => {
      const stops = [input, ...list.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { close(); input.focus(); }
      if (step && at >= 0 && !list.hidden) {
        event.preventDefault();
        stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
      }
    });
    document.addEventListener("click", (event) => { if (!form.contains(event.target)) close(); });
  }

  // 印刷: nothing stays folded on paper but what is as in the national package
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details:not([open]):not(.appendix)")) {
      folded.open = true;
      folded.dataset.unfolded = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const folded of document.querySelectorAll("details[data-unfolded]")) {
      folded.open = false;
      delete folded.dataset.unfolded;
    }
  });
})();
