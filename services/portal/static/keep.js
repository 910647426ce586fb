// Keeps what is typed in forms marked data-keep="<key>" in this browser until it was sent, so that
// nothing is lost when the line drops. Thrown away after a day and at signing out. Without this
// script everything works, only nothing is kept.
(() => {
  "use strict";

  const PREFIX = "keep:";
  const DAY = 24 * 60 * 60 * 1000;
  const KINDS = ["textarea", "text", "search", "number", "date"];
  const WORDS = {
    nl: {
      back: "Tekst die nog niet was verstuurd, staat er weer in.",
      beside: "Dit had u getypt en nog niet verstuurd; het veld is intussen veranderd:",
      drop: "Weggooien",
    },
    en: {
      back: "Text that had not been sent yet is back in its place.",
      beside: "You typed this and had not sent it; the field has changed meanwhile:",
      drop: "Throw it away",
    },
  };
  const words = WORDS[document.documentElement.lang] || WORDS.en;

  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };
  const write = (name, kept) => {
    try {
      if (kept) localStorage.setItem(name, JSON.stringify(kept));
      else localStorage.removeItem(name);
    } catch {
      // a browser that keeps nothing: then nothing is kept
    }
  };
  const names = () => {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    } catch {
      return [];
    }
  };

  const fields = (form) => {
    const seen = {};
    return Array.from(form.elements)
      .filter((field) => field.name && KINDS.includes(field.type))
      .map((field) => {
        seen[field.name] = (seen[field.name] || 0) + 1;
        return [`${field.name} ${seen[field.name]}`, field];
      });
  };

  const remember = (form, sent) => {
    const name = PREFIX + form.dataset.keep;
    const before = (read(name) || { fields: {} }).fields;
    const typed = fields(form)
      .map(([place, field]) => {
        // an answer in place shows what was typed as if it had been there before
        const over = before[place] ? before[place].over : field.defaultValue;
        return [place, { text: field.value, over }];
      })
      .filter(([, { text, over }]) => text !== over);
    const kept = { at: Date.now(), sent, fields: Object.fromEntries(typed) };
    write(name, typed.length ? kept : null);
  };

  const tell = (form, beside) => {
    const notice = document.createElement("div");
    notice.className = "notice information";
    notice.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = beside.length ? `${words.beside} ${beside.join(" · ")}` : words.back;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "button quiet";
    drop.textContent = words.drop;
    drop.addEventListener("click", () => {
      fields(form).forEach(([, field]) => {
        field.value = field.defaultValue;
      });
      write(PREFIX + form.dataset.keep, null);
      notice.remove();
    });
    notice.append(text, drop);
    form.prepend(notice);
  };

  const bringBack = (form) => {
    const kept = read(PREFIX + form.dataset.keep);
    if (!kept) return;
    const places = Object.fromEntries(fields(form));
    const beside = [];
    let put = false;
    Object.entries(kept.fields).forEach(([place, { text, over }]) => {
      const field = places[place];
      if (field && field.value === text) return;
      if (field && field.value === over) {
        field.value = text;
        put = true;
      } else beside.push(text);
    });
    if (put || beside.length) tell(form, beside);
  };

  // What was sent has arrived when the answer led on to a page of ours that is not signing in;
  // an answer in place says what to mend, and no answer leaves everything as it was.
  const [visit] = performance.getEntriesByType("navigation");
  const ledOn =
    visit && visit.type === "navigate" && visit.redirectCount > 0 &&
    !location.pathname.startsWith("/sign-in");
  names().forEach((name) => {
    const kept = read(name);
    const old = !kept || Date.now() - kept.at > DAY;
    if (old || (kept.sent && ledOn)) write(name, null);
    else if (kept.sent) write(name, { ...kept, sent: false });
  });

  document.querySelectorAll("form[data-keep]").forEach((form) => {
    bringBack(form);
    form.addEventListener("input", () => remember(form, false));
    form.addEventListener("submit", () => remember(form, true));
  });
  document.querySelectorAll('form[action$="/sign-out"]').forEach((form) => {
    form.addEventListener("submit", () => names().forEach((name) => write(name, null)));
  });
})();
