/**
 * Page text: the page itself; it asks for the state once a second and says so where nothing answers.
 */

export const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Holdfast bridge</title>
<style>
:root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; }
[hidden] { display: none; }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 0; font-size: 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; }
dt { font-weight: 600; }
dd { margin: 0; }
</style>
<main>
<div role="status"><h1 id="headline">The bridge is asked …</h1></div>
<p id="detail"></p>
<ol id="steps"></ol>
<section id="away" hidden>
<h2>To leave now</h2>
<ol id="leaving"></ol>
</section>
<dl id="values"></dl>
</main>
<script>
const byId = (id) => document.getElementById(id);
const fill = (place, items) => place.replaceChildren(...items);
const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
function show({ charger, links }) {
  byId('headline').textContent = charger.headline;
  byId('detail').textContent = charger.detail;
  fill(byId('steps'), charger.steps.map((step) => make('li', step)));
  fill(byId('leaving'), charger.leaving.map((step) => make('li', step)));
  byId('away').hidden = charger.leaving.length === 0;
  const energy = charger.energyKind === 'none' ? 'no meter' : (charger.energyWh / 1000).toFixed(2) + ' kWh' +
    (charger.energyKind === 'estimate' ? ' (estimate: the most that can have flowed)' : '');
  const rows = [
    ['Status', charger.status + (charger.isOperative ? '' : ', out of service')],
    ['Lock', charger.lock + ' (' + charger.why + '), told last: ' + charger.lockCommand],
    ['Last order', charger.lastOrder + (charger.lastOrder === 'none' ? '' : ': ' + charger.lastAnswer)],
    ['Last session', charger.endedBy === null ? 'none yet' : 'ended: ' + charger.endedBy],
    ['Phase', charger.phase],
    ['Fault', charger.fault + (charger.code === '' ? '' : ' ' + charger.code)],
    ['Offered', charger.offeredAmps + ' A'],
    ['Limit', charger.limitAmps === null ? 'none' : charger.limitAmps + ' A'],
    ...(charger.missing === '' ? [] : [['Missing', charger.missing]]),
    ['Energy', energy],
    ['Waiting', charger.waiting + ' events for the back-end'],
    ...links,
  ];
  fill(byId('values'), rows.flatMap(([name, value]) => [make('dt', name), make('dd', value)]));
}
async function ask() {
  try {
    show(await (await fetch('state.json')).json());
  } catch {
    byId('headline').textContent = 'The bridge does not answer';
    fill(byId('steps'), []);
    byId('away').hidden = true;
    fill(byId('values'), []);
    byId('detail').textContent = '';
  }
  setTimeout(ask, 1000);
}
ask();
</script>
</html>
`;
