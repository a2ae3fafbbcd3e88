import { expect, it } from 'vitest';
import { ApiError } from './api-error.ts';

// What Kubernetes 1.34 says.
const user = 'User "system:serviceaccount:shop:me" cannot';
const refusals: readonly (readonly [lacksRight: boolean, message: string])[] = [
  [true, `services "web" is forbidden: ${user} patch resource "services" in API group "" in the namespace "shop"`],
  [true, `pods is forbidden: ${user} list resource "pods" in API group "" in the namespace "shop"`],
  [true, `deployments.apps "web" is forbidden: ${user} get resource "deployments" in API group "apps"`],
  [true, `forbidden: ${user} get path "/apis"`],
  [
    false,
    `deployments.apps "web" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p' denied request: ${user} create resource "x"`,
  ],
  [false, `admission webhook "x.example.com" denied the request: x is forbidden: ${user} create resource "x"`],
  [false, 'pods "web" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1'],
  [false, 'configmaps "x" is forbidden: unable to create new content in namespace shop because it is being terminated'],
];

it.each(refusals)('the user lacks a right: %s: %s', (lacksRight, message) => {
  expect(new ApiError(403, JSON.stringify({ message, reason: 'Forbidden' })).lacksRight).toBe(lacksRight);
  expect(new ApiError(422, JSON.stringify({ message })).lacksRight).toBe(false);
});
