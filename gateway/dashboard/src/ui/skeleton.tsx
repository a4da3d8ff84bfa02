/** Stands where text will be while it is loaded, as high as it, so that nothing moves. */
export function Skeleton({ lines = 1 }: { lines?: number }) {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}
