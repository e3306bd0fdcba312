/**
 * Script of the report: filter, the time under the pointer, everything expanded in print. The report is
 * readable without it.
 */

export const script = `
const all = [...document.querySelectorAll('article')];
const rows = new Map([...document.querySelectorAll('tr[data-of]')].map((row) => [row.dataset.of, row]));
const filter = document.getElementById('filter');
const failed = document.getElementById('failed');
const folders = [...document.querySelectorAll('.folder')];
const shown = new Set(folders.filter((folder) => folder.open));
const apply = () => {
  const wanted = filter.value.toLowerCase();
  for (const article of all) {
    const row = rows.get(article.id);
    const text = (row.textContent + article.dataset.file).toLowerCase();
    const hidden = !text.includes(wanted) || (failed.checked && article.dataset.kind === 'pass');
    article.hidden = hidden;
    row.hidden = hidden;
  }
  for (const folder of folders) {
    folder.hidden = !folder.querySelector('article:not([hidden])');
    // What was searched for is in sight; without a search everything is as it was.
    if (folder.tagName === 'DETAILS') folder.open = wanted !== '' || shown.has(folder);
  }
};
filter.addEventListener('input', apply);
failed.addEventListener('change', apply);

const readout = document.getElementById('time');
const folds = new WeakMap();
const foldOf = (svg) => {
  if (!folds.has(svg)) folds.set(svg, svg.dataset.fold.split(',').map((pair) => pair.split(' ').map(Number)));
  return folds.get(svg);
};
const instantAt = (svg, x) => {
  const fold = foldOf(svg);
  const i = Math.max(1, fold.findIndex(([place]) => place >= x));
  const [x0, t0] = fold[i - 1];
  const [x1, t1] = fold[i];
  return t0 + ((x - x0) / (x1 - x0 || 1)) * (t1 - t0);
};
const write = (ms) => (ms < 1000 ? ms.toFixed(1) + ' ms' : (ms / 1000).toFixed(ms < 100000 ? 3 : 1) + ' s');
document.addEventListener('pointermove', (event) => {
  const svg = event.target.closest && event.target.closest('svg[data-fold]');
  readout.hidden = !svg;
  if (!svg) return;
  const box = svg.getBoundingClientRect();
  const x = (event.clientX - box.left) * (svg.viewBox.baseVal.width / box.width);
  readout.textContent = write(instantAt(svg, Math.max(0, x)));
  readout.style.transform = 'translate(' + (event.clientX + 12) + 'px,' + (event.clientY - 30) + 'px)';
});
// On a narrow screen a picture starts at its left end; a failed one is scrolled to the failure.
for (const mark of document.querySelectorAll('article[data-kind="fail"] > .tl .f > path')) {
  const scroll = mark.closest('.scroll');
  const place = Number(mark.getAttribute('d').slice(1).split(' ')[0]);
  scroll.scrollLeft = place - 0.7 * scroll.clientWidth;
}
// An address with the number of a scenario opens its folder.
const reveal = () => {
  const target = /^#r\\d+$/.test(location.hash) && document.querySelector(location.hash);
  const folder = target && target.closest('details.folder');
  if (!folder) return;
  folder.open = true;
  requestAnimationFrame(() => target.scrollIntoView());
};
addEventListener('hashchange', reveal);
reveal();
let shut = [];
addEventListener('beforeprint', () => {
  shut = [...document.querySelectorAll('.legend:not([open]),.folder:not([open])')];
  for (const details of shut) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of shut) details.open = false;
});
`;
