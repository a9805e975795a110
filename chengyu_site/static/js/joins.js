// Draws the joins of a source page beside its runs: from the end of one to the beginning of the one it goes on in.
// The same is said in words at every run; this is for the eye.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const LANE = 7; // px between two lines that run side by side
  const page = document.querySelector(".source-view__text");
  const joined = [...document.querySelectorAll(".run[data-follows]")];
  if (!page || joined.length === 0) return;

  const element = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const drawing = element("svg", { class: "joins-drawn", "aria-hidden": "true" });
  page.prepend(drawing);

  // The first lane in which no line lies on the same stretch.
  const laneFor = (lanes, top, bottom) => {
    let lane = lanes.findIndex((taken) => taken.every(([from, to]) => bottom < from || top > to));
    if (lane === -1) lane = lanes.push([]) - 1;
    lanes[lane].push([top, bottom]);
    return lane;
  };

  const draw = () => {
    const origin = drawing.getBoundingClientRect();
    const lanes = [];
    const lines = joined.map((run) => {
      const before = document.querySelector(`.run[data-number="${run.dataset.follows}"]`).getBoundingClientRect();
      const start = before.bottom - origin.top - 10;
      const end = run.getBoundingClientRect().top - origin.top + 20;
      return { run, start, end };
    });
    // The shortest stand nearest to the text.
    lines.sort((one, other) => Math.abs(one.end - one.start) - Math.abs(other.end - other.start));
    drawing.replaceChildren(...lines.flatMap(({ run, start, end }) => {
      const lane = laneFor(lanes, Math.min(start, end), Math.max(start, end));
      const edge = origin.width;
      const out = Math.max(2, edge - 10 - lane * LANE);
      const ink = `join-line press-${run.dataset.press}`;
      return [
        element("path", { class: ink, d: `M${edge} ${start}H${out}V${end}H${edge - 3}` }),
        element("path", { class: `${ink} join-line--head`, d: `M${edge - 6} ${end - 4}L${edge} ${end}L${edge - 6} ${end + 4}Z` }),
      ];
    }));
  };

  new ResizeObserver(draw).observe(page);
})();
