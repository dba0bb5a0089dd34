/**
 * The page of the view of graphs. A drawing is shown as an image, where nothing of it can be a script or
 * load anything, and is handed over by messages; the page itself has nothing of a program.
 *
 * @param {object} parts
 * @param {string} parts.source from where scripts and styles may come
 * @param {string} parts.script
 * @param {string} parts.style
 */
export function page({ source, script, style }) {
  const policy = `default-src 'none'; img-src data:; script-src ${source}; style-src ${source}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<link rel="stylesheet" href="${escape(style)}">
<title>Network</title>
</head>
<body>
<header>
<select id="names" aria-label="Network"></select>
<button id="smaller" title="Smaller" aria-label="Smaller">−</button>
<button id="larger" title="Larger" aria-label="Larger">+</button>
<button id="fit" title="As wide as the view">Fit</button>
<span id="problem" role="status"></span>
</header>
<main><img id="drawing" alt=""></main>
<script src="${escape(script)}"></script>
</body>
</html>
`;
}

/** Text as the value of an attribute. */
export function escape(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** What the page is told: the drawing as the address of an image. */
export function message({ name, names, svg, problem }) {
  const image = svg ? `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}` : undefined;
  return { name, names, image, problem };
}
