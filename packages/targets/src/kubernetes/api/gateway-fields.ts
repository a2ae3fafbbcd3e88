/**
 * HTTPRoute of the Gateway API v1 (standard channel), in the words of `fields.ts`: its kinds are definitions that a cluster
 * installs, and no part of the client.
 *
 * See https://gateway-api.sigs.k8s.io/reference/spec/
 */
export const gatewayLines = `
HTTPRoute apiVersion:s kind:s metadata:ObjectMeta spec!:HTTPRouteSpec
HTTPRouteSpec hostnames:s[] parentRefs:ParentReference[] rules:HTTPRouteRule[]
ParentReference group:s kind:s name!:s namespace:s port:n sectionName:s
HTTPRouteRule backendRefs:HTTPBackendRef[] filters:HTTPRouteFilter[] matches:HTTPRouteMatch[] name:s timeouts:HTTPRouteTimeouts
HTTPRouteTimeouts backendRequest:s request:s
HTTPBackendRef filters:HTTPRouteFilter[] group:s kind:s name!:s namespace:s port:n weight:n
HTTPRouteMatch headers:HTTPValueMatch[] method:s path:HTTPPathMatch queryParams:HTTPValueMatch[]
HTTPPathMatch type:s value:s
HTTPValueMatch name!:s type:s value!:s
HTTPRouteFilter extensionRef:HTTPExtensionRef requestHeaderModifier:HTTPHeaderFilter requestMirror:HTTPRequestMirrorFilter requestRedirect:HTTPRequestRedirectFilter responseHeaderModifier:HTTPHeaderFilter type!:s urlRewrite:HTTPURLRewriteFilter
HTTPExtensionRef group!:s kind!:s name!:s
HTTPHeaderFilter add:HTTPHeader[] remove:s[] set:HTTPHeader[]
HTTPRequestMirrorFilter backendRef!:HTTPBackendRef percent:n
HTTPRequestRedirectFilter hostname:s path:HTTPPathModifier port:n scheme:s statusCode:n
HTTPURLRewriteFilter hostname:s path:HTTPPathModifier
HTTPPathModifier replaceFullPath:s replacePrefixMatch:s type!:s
`;
