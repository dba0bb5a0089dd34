// The script of the view of graphs: shows the drawings that it is sent, larger or smaller.
(() => {
  const editor = acquireVsCodeApi();
  const names = document.getElementById('names');
  const drawing = document.getElementById('drawing');
  const problem = document.getElementById('problem');
  const FINEST = 0.1;
  const COARSEST = 8;
  const STEP = 1.2;
  let scale = 1;

  function zoom(wanted) {
    scale = Math.min(COARSEST, Math.max(FINEST, wanted));
    if (drawing.naturalWidth > 0) {
      drawing.width = Math.round(drawing.naturalWidth * scale);
    }
  }

  function fit() {
    if (drawing.naturalWidth > 0) {
      zoom(Math.min(1, drawing.parentElement.clientWidth / drawing.naturalWidth));
    }
  }

  window.addEventListener('message', ({ data }) => {
    const other = data.name !== names.value;
    names.replaceChildren(...data.names.map((name) => new Option(name, name, false, name === data.name)));
    names.hidden = data.names.length < 2;
    problem.textContent = data.problem ?? '';
    // The last right drawing stays where there is no new one of the same network.
    drawing.classList.toggle('stale', data.image === undefined);
    if (data.image !== undefined) {
      drawing.onload = () => (other ? fit() : zoom(scale));
      drawing.src = data.image;
      drawing.alt = `Graph of ${data.name}`;
    } else if (other) {
      drawing.removeAttribute('src');
    }
  });
  names.addEventListener('change', () => editor.postMessage({ name: names.value }));
  document.getElementById('larger').addEventListener('click', () => zoom(scale * STEP));
  document.getElementById('smaller').addEventListener('click', () => zoom(scale / STEP));
  document.getElementById('fit').addEventListener('click', fit);
  window.addEventListener('wheel', (event) => {
    if (event.ctrlKey) {
      event.preventDefault();
      zoom(scale * (event.deltaY < 0 ? STEP : 1 / STEP));
    }
  }, { passive: false });
  editor.postMessage({ ready: true });
})();
