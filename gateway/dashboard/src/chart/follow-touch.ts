import type uPlot from "uplot";

/** Lets a finger or a pen read out buckets: sideways along the chart, while up and down scroll the page. */
export function followTouch(plot: uPlot): void {
  const { over } = plot;
  over.style.touchAction = "pan-y";
  const follow = ({ pointerType, clientX }: PointerEvent) => {
    if (pointerType === "mouse") return;
    const { left, width, height } = over.getBoundingClientRect();
    plot.setCursor({ left: Math.max(0, Math.min(width, clientX - left)), top: height / 2 });
  };
  over.addEventListener("pointerdown", follow);
  over.addEventListener("pointermove", follow);
}
