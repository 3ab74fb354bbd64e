'use strict';
(() => {
	const SECONDS = 5;
	const main = document.getElementById('main');
	const said = document.getElementById('said');
	let verdict = document.title;
	let running = 0;
	let failures = 0;
	let timer = 0;

	// what only a script can do
	function equip(root) {
		root.querySelectorAll('button.run').forEach((button) => {
			button.hidden = false;
			button.disabled = running > 0;
		});
		root.querySelectorAll('time').forEach((time) => {
			const at = new Date(time.dateTime);
			time.title = at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' }) + ' on your clock';
		});
	}

	function say(text, bad) {
		said.textContent = text;
		said.className = bad ? 'said bad' : 'said';
	}

	function lost(text) {
		let banner = document.querySelector('.lost');
		if (text && !banner) {
			banner = document.createElement('p');
			banner.className = 'lost';
			banner.setAttribute('role', 'alert');
			document.body.prepend(banner);
		}
		if (banner && text) {
			banner.textContent = text;
		}
		else if (banner) {
			banner.remove();
		}
	}

	// changes only what is different, so that nothing flickers and the focus stays
	function become(node, wanted) {
		if (node.nodeType !== wanted.nodeType || node.nodeName !== wanted.nodeName) {
			node.replaceWith(document.importNode(wanted, true));
			return;
		}
		if (node.nodeType === Node.TEXT_NODE) {
			if (node.data !== wanted.data) {
				node.data = wanted.data;
			}
			return;
		}
		if (node.isEqualNode(wanted)) {
			return;
		}
		for (const { name } of [...node.attributes]) {
			if (!wanted.hasAttribute(name) && name !== 'title' && !(node.nodeName === 'BUTTON' && name === 'disabled')) {
				node.removeAttribute(name);
			}
		}
		for (const { name, value } of wanted.attributes) {
			if (node.getAttribute(name) !== value && !(node.nodeName === 'BUTTON' && name === 'hidden')) {
				node.setAttribute(name, value);
			}
		}
		children(node, wanted);
	}

	function keyOf(node) {
		return (node.dataset && node.dataset.key) || (node.nodeName === 'SECTION' ? node.className : '');
	}

	function children(node, wanted) {
		const keyed = new Map([...node.children].map((child) => [keyOf(child), child]));
		const keys = new Set([...wanted.children].map(keyOf));
		let at = node.firstChild;
		for (const want of wanted.childNodes) {
			const key = keyOf(want);
			const same = key && keyed.get(key);
			// what has gone goes first: to move what stays would take its focus
			while (at && at !== same && keyOf(at) && !keys.has(keyOf(at))) {
				const next = at.nextSibling;
				at.remove();
				at = next;
			}
			if (same && same !== at) {
				node.insertBefore(same, at);
				become(same, want);
			}
			else if (!at || (key && !same) || (keyOf(at) && keyOf(at) !== key)) {
				node.insertBefore(document.importNode(want, true), at);
			}
			else {
				const next = at.nextSibling;
				become(at, want);
				at = next;
			}
		}
		while (at) {
			const next = at.nextSibling;
			at.remove();
			at = next;
		}
	}

	async function refresh() {
		clearTimeout(timer);
		try {
			const answer = await fetch(location.pathname + '?as=page', { cache: 'no-store', redirect: 'error' });
			const type = answer.headers.get('Content-Type') || '';
			if (!type.startsWith('text/html')) {
				throw new Error('it answers ' + answer.status);
			}
			const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
			if (!page.getElementById('main') || !page.getElementById('asof')) {
				throw new Error('it answers with another page; you may have to sign in again');
			}
			children(main, page.getElementById('main'));
			become(document.getElementById('asof'), page.getElementById('asof'));
			document.getElementById('live').textContent = 'Refreshes by itself while you look.';
			document.title = page.title;
			document.querySelector('link[rel=icon]').href = page.querySelector('link[rel=icon]').href;
			if (page.title !== verdict) {
				verdict = page.title;
				say('Changed: ' + document.getElementById('verdict').textContent);
			}
			equip(document);
			failures = 0;
			lost('');
		}
		catch (problem) {
			failures++;
			if (failures > 1) {
				const asOf = document.querySelector('#asof time');
				lost('No contact with this instance: ' + problem.message + '. What you see is from '
					+ (asOf ? asOf.textContent : 'before') + '.');
			}
		}
		schedule();
	}

	function schedule() {
		clearTimeout(timer);
		if (!document.hidden) {
			timer = setTimeout(refresh, running > 0 ? 700 : SECONDS * 1000);
		}
	}

	function ends() {
		const rows = [...document.querySelectorAll('tr[data-ran]')];
		return new Map(rows.map((row) => [row.dataset.key, row.dataset]));
	}

	async function run(button) {
		const name = button.dataset.name;
		const before = new Map([...ends()].map(([key, data]) => [key, data.ran]));
		const progress = setInterval(() => {
			const rows = [...ends()].filter(([, data]) => data.groups.split(' ').includes(name));
			const done = rows.filter(([key, data]) => data.ran !== before.get(key)).length;
			say('Running ' + name + (rows.length ? ': ' + done + ' of ' + rows.length + ' checks are done.' : '\u2026'));
		}, 350);
		running++;
		equip(document);
		say('Running ' + name + '\u2026');
		schedule();
		let result;
		try {
			const answer = await fetch(button.dataset.run + '?wait=2m&http=report&detail=compact', {
				method: 'POST', cache: 'no-store', redirect: 'error', headers: { Accept: 'application/json' }
			});
			const json = await answer.json().catch(() => ({}));
			result = json.verdict ? { text: name + ' was run: ' + json.verdict + (json.reason && json.reason !== 'ok' ? ', ' + json.reason : '') }
				: { bad: true, text: name + ' was not run: ' + (json.error || 'refused') + ' (' + answer.status + ')'
					+ (answer.status === 401 || answer.status === 403 ? '. The security of this service lets no page run checks.' : '') };
		}
		catch (problem) {
			result = { bad: true, text: name + ' was not run: ' + problem.message };
		}
		clearInterval(progress);
		running--;
		say(result.text, result.bad);
		setTimeout(refresh, 600);
		equip(document);
	}

	async function copy(button) {
		try {
			const text = await (await fetch(location.pathname + button.dataset.url, { cache: 'no-store' })).text();
			await put(text.trimEnd() + '\n' + location.href.split('?')[0] + '\n');
			say('Copied.');
		}
		catch (problem) {
			say('Could not copy: ' + problem.message, true);
		}
	}

	// the clipboard is for secure pages only
	async function put(text) {
		if (navigator.clipboard && window.isSecureContext) {
			return navigator.clipboard.writeText(text);
		}
		const area = document.createElement('textarea');
		area.value = text;
		area.className = 'hidden';
		document.body.append(area);
		area.select();
		const done = document.execCommand('copy');
		area.remove();
		if (!done) {
			throw new Error('the browser does not permit it');
		}
	}

	document.addEventListener('click', (event) => {
		const button = event.target.closest('button');
		if (button && button.classList.contains('run')) {
			run(button);
		}
		else if (button && button.id === 'copy') {
			copy(button);
		}
	});
	document.addEventListener('visibilitychange', () => document.hidden ? clearTimeout(timer) : refresh());
	document.getElementById('copy').hidden = false;
	document.getElementById('live').textContent = 'Refreshes by itself while you look.';
	equip(document);
	schedule();
})();
