// Node has its own. Of the client only what reads the kubeconfig is bundled, which fetches nothing with it.
export default globalThis.fetch;
export const { Headers, Response, Request } = globalThis;
