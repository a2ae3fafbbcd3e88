import type { NameRule } from './k8s-name.ts';
import { objectNames, suffixedName } from './k8s-name.ts';

/** A name that was given out, and what has to be said about it. */
export interface AllocatedName {
  readonly name: string;
  /** What was asked for. */
  readonly wanted: string;
  /** `name` is not `wanted`, so that references need care. Capitals alone do not count: DNS ignores case. */
  readonly changed: boolean;
  /** The owner that holds the name that this one would have got; undefined when there was no collision. */
  readonly takenBy?: string;
}

/**
 * The names of one kind in one namespace, each given out once. Owners come in source order: of two that want the same
 * name, the later gets `-2`. Kinds whose names may be equal (a Service and its Deployment) have a table each.
 */
export class NameTable {
  readonly #rule: NameRule;
  readonly #ownerOf = new Map<string, string>();
  readonly #byOwner = new Map<string, AllocatedName>();

  constructor(rule: NameRule = objectNames) {
    this.#rule = rule;
  }

  /** The name of `owner` (any key that is unique in the table); the same one however often it is asked for. */
  allocate(owner: string, wanted = owner): AllocatedName {
    return this.#give(owner, wanted, this.#rule.legal(wanted));
  }

  /** A name derived from one that was given out: `derive('web published', 'web', '-published')`. */
  derive(owner: string, name: string, suffix: string): AllocatedName {
    return this.#give(owner, name + suffix, suffixedName(name, suffix));
  }

  /** The name that `owner` got; undefined before it asked. */
  get(owner: string): AllocatedName | undefined {
    return this.#byOwner.get(owner);
  }

  /** Who holds `name`. */
  ownerOf(name: string): string | undefined {
    return this.#ownerOf.get(name);
  }

  #give(owner: string, wanted: string, legal: string): AllocatedName {
    const known = this.#byOwner.get(owner);
    if (known !== undefined) return known;
    let name = legal;
    for (let number = 2; this.#ownerOf.has(name); number++) {
      name = suffixedName(legal, `-${number}`, Math.max(this.#rule.most, legal.length));
    }
    const takenBy = this.#ownerOf.get(legal);
    const allocated: AllocatedName = {
      name,
      wanted,
      changed: name !== wanted && name !== wanted.toLowerCase(),
      ...(takenBy !== undefined && { takenBy }),
    };
    this.#ownerOf.set(name, owner);
    this.#byOwner.set(owner, allocated);
    return allocated;
  }
}
