import { describe, expect, it } from 'vitest';
import { readRule } from './rule.ts';

const matches = (rule: string) => {
  const read = readRule(rule);
  return read.ok
    ? read.matches.map(({ host = '*', path, kind }) => `${host}${path}${kind === 'Exact' ? '!' : ''}`)
    : read.problem;
};

describe('rules of Traefik', () => {
  it.each([
    ['Host(`a.example.org`)', ['a.example.org/']],
    ['Host(`A.Example.org`)', ['a.example.org/']],
    ['Host("a.example.org")', ['a.example.org/']],
    ['Host(`a.example.org`,`b.example.org`)', ['a.example.org/', 'b.example.org/']],
    ['Host(`a.example.org`) || Host(`b.example.org`)', ['a.example.org/', 'b.example.org/']],
    ['Host(`a.example.org`) && PathPrefix(`/api`)', ['a.example.org/api']],
    ['Host(`a.example.org`)&&Path(`/`)', ['a.example.org/!']],
    ['PathPrefix(`/api`)', ['*/api']],
    [
      '(Host(`a.example.org`) || Host(`b.example.org`)) && (PathPrefix(`/x`, `/y`))',
      ['a.example.org/x', 'a.example.org/y', 'b.example.org/x', 'b.example.org/y'],
    ],
    [
      'Host(`g.example.com`) && PathPrefix(`/g`) || Host(`g.example.com`) && PathPrefix(`/out`)',
      ['g.example.com/g', 'g.example.com/out'],
    ],
    ['HostHeader(`a.example.org`)', ['a.example.org/']],
  ])('%s', (rule, expected) => expect(matches(rule)).toEqual(expected));

  it.each([
    ['', 'the rule ends too early'],
    ['Host(``)', 'the host is empty'],
    ['Host(`a.example.org`', 'a ")" is missing'],
    ['Host(`a.example.org`) Host(`b.example.org`)', '"Host" is not expected here'],
    ['Host(`a.example.org`) || HostRegexp(`.+`)', '"HostRegexp" is not a plain host or path'],
    ['!Host(`a.example.org`)', '"!" has no counterpart'],
    ['Host(`a.example.org`) && ClientIP(`10.0.0.0/8`)', '"ClientIP" is not a plain host or path'],
    ['Host(`*.example.org`)', 'Traefik takes no wildcard in Host: "*.example.org"'],
    ['Host(`a_b.example.org`)', '"a_b.example.org" is not a legal host name'],
    ['Host(`10.0.0.1`)', '"10.0.0.1" is an address, and routes have names'],
    ['Host(`a.example.org`) && Host(`b.example.org`)', 'no request has two hosts at once'],
    ['Path(`/{id:[0-9]+}`)', '"/{id:[0-9]+}" is not a plain path'],
    ['Host(`a.example.org`) # mine', '"# mine" cannot be read as a rule'],
    ['Path(`/a//b`)', '"/a//b" is not a plain path'],
  ])('%s makes no route', (rule, problem) => expect(matches(rule)).toBe(problem));

  it('long and deep rules are refused, not multiplied out', () => {
    const hosts = Array.from({ length: 20 }, (_, index) => `Host(\`h${index}.example.org\`)`).join(' || ');
    const paths = Array.from({ length: 20 }, (_, index) => `PathPrefix(\`/p${index}\`)`).join(' || ');
    expect(matches(`(${hosts}) && (${paths})`)).toBe('the rule has too many alternatives');
    expect(matches(`${'('.repeat(100_000)}Host(\`a.b\`)`)).toBe('the rule has too many parentheses');
  });
});
