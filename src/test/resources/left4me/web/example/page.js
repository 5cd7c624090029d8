// The page of all servers. What comes from a server, a name of its own or a line of its log, is text and stays text:
// it is only ever set as textContent.
'use strict';

const LINES = 500;

const rows = document.getElementById('servers');
const message = document.getElementById('message');
const lines = document.getElementById('lines');
let log = null;

// ---------------------------------------------------------------------------------------------- the table

function rowOf(name) {
  return Array.from(rows.children).find((row) => row.dataset.name === name);
}

function newRow(name) {
  const row = document.getElementById('row').content.firstElementChild.cloneNode(true);
  row.dataset.name = name;
  row.querySelector('th').textContent = name;
  const next = Array.from(rows.children).find((other) => other.dataset.name > name);
  rows.insertBefore(row, next ?? null);
  return row;
}

function show(server) {
  const row = rowOf(server.name) ?? newRow(server.name);
  row.dataset.state = server.state;
  row.querySelector('.state').textContent = server.state;
  row.querySelector('.port').textContent = server.port ?? '';
  const since = row.querySelector('time');
  since.dateTime = server.since ?? '';
  since.textContent = server.since ? new Date(server.since).toLocaleString() : '';
  const down = server.state === 'inactive' || server.state === 'failed';
  row.querySelector('[value=start]').disabled = !down;
  row.querySelector('[value=stop]').disabled = down;
  row.querySelector('[value=restart]').disabled = down;
}

function isThere(server) {
  return server.initialized !== false || server.state !== 'inactive';
}

function change(server) {
  if (isThere(server)) {
    show(server);
  } else {
    rowOf(server.name)?.remove();
  }
}

// A browser has six connections to one host for all its pages, and a page with a log holds two of them. Behind a proxy
// that speaks HTTP/2 there is no such limit.
const events = new EventSource('events');
const connection = document.getElementById('connection');
events.addEventListener('open', () => { connection.textContent = 'live'; });
events.addEventListener('error', () => { connection.textContent = 'connecting again …'; });
events.addEventListener('servers', (event) => {
  rows.replaceChildren();
  JSON.parse(event.data).forEach(show);
});
events.addEventListener('status', (event) => change(JSON.parse(event.data)));

// -------------------------------------------------------------------------------------------- the actions

function say(name, told) {
  message.classList.toggle('error', told.error !== undefined);
  message.textContent = `${name}: ${told.error ?? told.step ?? told.outcome.toLowerCase()}`;
}

// A line of JSON for each step as it happens.
async function act(name, verb) {
  const response = await fetch(`servers/${name}/${verb}`, { method: 'POST' });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const whole = (rest + part.value).split('\n');
    rest = whole.pop();
    whole.forEach((line) => say(name, JSON.parse(line)));
  }
  if (rest !== '') {
    say(name, JSON.parse(rest)); // It was refused, which is one line without an end.
  }
}

rows.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button === null) {
    return;
  }
  const name = button.closest('tr').dataset.name;
  if (button.value === 'log') {
    follow(name);
  } else {
    act(name, button.value).catch((failure) => say(name, { error: failure.message }));
  }
});

// ------------------------------------------------------------------------------------------------ the log

function addLine(entry) {
  const atEnd = lines.scrollTop + lines.clientHeight >= lines.scrollHeight - 4;
  const line = document.createElement('li');
  const time = document.createElement('time');
  time.dateTime = entry.time;
  time.textContent = new Date(entry.time).toLocaleTimeString();
  line.append(time, ' ', entry.text);
  lines.append(line);
  while (lines.childElementCount > LINES) {
    lines.firstElementChild.remove();
  }
  if (atEnd) {
    lines.scrollTop = lines.scrollHeight;
  }
}

function follow(name) {
  log?.close();
  log = new EventSource(`servers/${name}/log`);
  document.getElementById('log').hidden = false;
  document.getElementById('log-name').textContent = name;
  // It begins with the last lines each time that it was lost.
  log.addEventListener('open', () => lines.replaceChildren());
  log.addEventListener('line', (event) => addLine(JSON.parse(event.data)));
  log.addEventListener('failure', (event) => say(name, JSON.parse(event.data)));
}
