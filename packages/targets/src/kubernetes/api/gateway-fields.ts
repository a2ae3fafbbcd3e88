/**
 * Gateway and routes of the Gateway API v1 (standard channel), in the words of `fields.ts`: its kinds are definitions that a cluster
 * installs, and no part of the client.
 *
 * See https://gateway-api.sigs.k8s.io/reference/spec/
 */
export const gatewayLines = `
Middleware apiVersion:s kind:s metadata:ObjectMeta spec!:?
Gateway apiVersion:s kind:s metadata:ObjectMeta spec!:GatewaySpec
GatewaySpec gatewayClassName!:s listeners!:GatewayListener[]
GatewayListener hostname:s name!:s port!:n protocol!:s tls:GatewayListenerTLS
GatewayListenerTLS certificateRefs:SecretObjectReference[] mode:s
SecretObjectReference group:s kind:s name!:s namespace:s
GRPCRoute apiVersion:s kind:s metadata:ObjectMeta spec!:GRPCRouteSpec
GRPCRouteSpec hostnames:s[] parentRefs:ParentReference[] rules:GRPCRouteRule[]
GRPCRouteRule backendRefs:HTTPBackendRef[] filters:HTTPRouteFilter[] matches:GRPCRouteMatch[] name:s
GRPCRouteMatch headers:HTTPValueMatch[] method:GRPCMethodMatch
GRPCMethodMatch method:s service:s type:s
TLSRoute apiVersion:s kind:s metadata:ObjectMeta spec!:TLSRouteSpec
TLSRouteSpec hostnames:s[] parentRefs:ParentReference[] rules!:TLSRouteRule[]
TLSRouteRule backendRefs!:HTTPBackendRef[] name:s
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
