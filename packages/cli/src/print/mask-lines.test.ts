import { describe, expect, it } from 'vitest';
import { maskedFileLines } from './mask-lines.ts';

const shown = (path: string, text: string, isPrivate = false) =>
  maskedFileLines(path, isPrivate, text.match(/[^\n]*\n|[^\n]+$/g) ?? []).join('');

describe('masking the lines of a file', () => {
  it('hides the data of Secrets, and nothing else of other objects', () => {
    const config = 'kind: ConfigMap\nmetadata:\n  name: web\ndata:\n  greeting: hello\n';
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\ntype: Opaque\ndata:\n  A_B: aHVudGVyMg==\n';
    expect(shown('k8s.yaml', `${config}---\n${secret}---\n${config}`, true)).toBe(
      `${config}---\n${secret.replace('aHVudGVyMg==', '******')}---\n${config}`,
    );
  });

  it('hides them in whatever form somebody brought them', () => {
    for (const text of [
      'data: {A: aHVudGVyMg==}\nkind: Secret\n',
      'kind: Secret\nstringData:\n  A: |\n    hunter2\n\n    hunter2\n',
      'kind: Secret\nstringData:\n  ? A\n  : hunter2\n',
      'kind: List\nitems:\n- kind: Secret\n  data:\n    A: hunter2\n',
      '{"kind": "Secret", "data": {"A": "hunter2"}}\n',
      JSON.stringify({ items: [{ kind: 'Secret', data: { A: 'hunter2' } }] }, undefined, 2),
      JSON.stringify({ env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }, undefined, 2),
      '- name: DB_PASSWORD\n  value: hunter2\n',
      'env: {DB_PASSWORD: hunter2}\n',
    ]) {
      expect(shown('k8s.yaml', text)).toContain('******');
      expect(shown('k8s.yaml', text)).not.toMatch(/hunter2|aHVudGVyMg/);
    }
  });

  it('shows of a private file the names of variables alone', () => {
    const text = "# Secrets\nA='x\nhunter2\nMIIEow==\nB=y\n";
    expect(shown('run.secrets.env', text, true)).toBe('******\nA=******\n******\n******\nB=******\n');
  });

  it('hides in other files what has a secret name', () => {
    expect(shown('run.sh', "  --env 'DB_PASSWORD=hunter2'\n  --env A=b\n")).toBe(
      "  --env 'DB_PASSWORD=******\n  --env A=b\n",
    );
  });
});
