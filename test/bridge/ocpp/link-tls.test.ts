/**
 * Security profile 2: TLS with a certificate of one's own. One that is not trusted is refused.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OcppLink } from '../../../bridge/ocpp/ocpp-link.ts';
import { BackEnd } from '../../../bridge/simulated/back-end.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';
import { missing } from '../../support/foreign-tool.ts';

const reason = missing('openssl', 'version');

describe.skipIf(reason !== '')(`openssl${reason}`, () => {
  test('a pinned certificate is trusted, and no other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const usual = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    execFileSync('openssl', [...usual, '-keyout', key, '-out', cert, ...name], { stdio: 'ignore' });
    const pem = readFileSync(cert, 'utf8');
    const backEnd = await BackEnd.open({
      certificate: { key: readFileSync(key, 'utf8'), cert: pem },
      authorization: `Basic ${Buffer.from('CP1:secret').toString('base64')}`,
    });
    const bench = new BridgeBench();
    const said: string[] = [];
    for (const ca of [null, pem]) {
      const link = new OcppLink(
        { url: backEnd.url, id: 'CP1', version: '1.6', password: 'secret', ca },
        {},
        bench.time,
        { opened: () => said.push('opened'), closed: (why) => said.push(why) },
      );
      await link.open();
      await link.close();
    }
    expect(said).toEqual([expect.stringMatching(/self.signed/), 'opened', 'the bridge ends']);
    bench.close();
    await backEnd.close();
    rmSync(folder, { recursive: true });
  });
});
