// Made from the types of @kubernetes/client-node by `npm run api-fields`.

/**
 * The types of the Kubernetes API that the target's objects consist of, one a line: the name, then each field with its
 * type. s: string, n: number, b: boolean, i: number or string, ?: anything, T[]: list, T{}: map; !: has to be there.
 */
export const fieldLines = `
Namespace apiVersion:s kind:s metadata:ObjectMeta spec:NamespaceSpec
ObjectMeta annotations:s{} creationTimestamp:s deletionGracePeriodSeconds:n deletionTimestamp:s finalizers:s[] generateName:s generation:n labels:s{} name:s namespace:s ownerReferences:OwnerReference[] resourceVersion:s selfLink:s uid:s
OwnerReference apiVersion!:s blockOwnerDeletion:b controller:b kind!:s name!:s uid!:s
NamespaceSpec finalizers:s[]
ServiceAccount apiVersion:s automountServiceAccountToken:b imagePullSecrets:LocalObjectReference[] kind:s metadata:ObjectMeta secrets:ObjectReference[]
LocalObjectReference name:s
ObjectReference apiVersion:s fieldPath:s kind:s name:s namespace:s resourceVersion:s uid:s
Role apiVersion:s kind:s metadata:ObjectMeta rules:PolicyRule[]
PolicyRule apiGroups:s[] nonResourceURLs:s[] resourceNames:s[] resources:s[] verbs!:s[]
RoleBinding apiVersion:s kind:s metadata:ObjectMeta roleRef!:RoleRef subjects:Subject[]
RoleRef apiGroup!:s kind!:s name!:s
Subject apiGroup:s kind!:s name!:s namespace:s
ConfigMap apiVersion:s binaryData:s{} data:s{} immutable:b kind:s metadata:ObjectMeta
Secret apiVersion:s data:s{} immutable:b kind:s metadata:ObjectMeta stringData:s{} type:s
PersistentVolume apiVersion:s kind:s metadata:ObjectMeta spec:PersistentVolumeSpec
PersistentVolumeSpec accessModes:s[] awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource azureFile:AzureFilePersistentVolumeSource capacity:s{} cephfs:CephFSPersistentVolumeSource cinder:CinderPersistentVolumeSource claimRef:ObjectReference csi:CSIPersistentVolumeSource fc:FCVolumeSource flexVolume:FlexPersistentVolumeSource flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource glusterfs:GlusterfsPersistentVolumeSource hostPath:HostPathVolumeSource iscsi:ISCSIPersistentVolumeSource local:LocalVolumeSource mountOptions:s[] nfs:NFSVolumeSource nodeAffinity:VolumeNodeAffinity persistentVolumeReclaimPolicy:s photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource quobyte:QuobyteVolumeSource rbd:RBDPersistentVolumeSource scaleIO:ScaleIOPersistentVolumeSource storageClassName:s storageos:StorageOSPersistentVolumeSource volumeAttributesClassName:s volumeMode:s vsphereVolume:VsphereVirtualDiskVolumeSource
AWSElasticBlockStoreVolumeSource fsType:s partition:n readOnly:b volumeID!:s
AzureDiskVolumeSource cachingMode:s diskName!:s diskURI!:s fsType:s kind:s readOnly:b
AzureFilePersistentVolumeSource readOnly:b secretName!:s secretNamespace:s shareName!:s
CephFSPersistentVolumeSource monitors!:s[] path:s readOnly:b secretFile:s secretRef:SecretReference user:s
SecretReference name:s namespace:s
CinderPersistentVolumeSource fsType:s readOnly:b secretRef:SecretReference volumeID!:s
CSIPersistentVolumeSource controllerExpandSecretRef:SecretReference controllerPublishSecretRef:SecretReference driver!:s fsType:s nodeExpandSecretRef:SecretReference nodePublishSecretRef:SecretReference nodeStageSecretRef:SecretReference readOnly:b volumeAttributes:s{} volumeHandle!:s
FCVolumeSource fsType:s lun:n readOnly:b targetWWNs:s[] wwids:s[]
FlexPersistentVolumeSource driver!:s fsType:s options:s{} readOnly:b secretRef:SecretReference
FlockerVolumeSource datasetName:s datasetUUID:s
GCEPersistentDiskVolumeSource fsType:s partition:n pdName!:s readOnly:b
GlusterfsPersistentVolumeSource endpoints!:s endpointsNamespace:s path!:s readOnly:b
HostPathVolumeSource path!:s type:s
ISCSIPersistentVolumeSource chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn!:s iscsiInterface:s lun!:n portals:s[] readOnly:b secretRef:SecretReference targetPortal!:s
LocalVolumeSource fsType:s path!:s
NFSVolumeSource path!:s readOnly:b server!:s
VolumeNodeAffinity required:NodeSelector
NodeSelector nodeSelectorTerms!:NodeSelectorTerm[]
NodeSelectorTerm matchExpressions:NodeSelectorRequirement[] matchFields:NodeSelectorRequirement[]
NodeSelectorRequirement key!:s operator!:s values:s[]
PhotonPersistentDiskVolumeSource fsType:s pdID!:s
PortworxVolumeSource fsType:s readOnly:b volumeID!:s
QuobyteVolumeSource group:s readOnly:b registry!:s tenant:s user:s volume!:s
RBDPersistentVolumeSource fsType:s image!:s keyring:s monitors!:s[] pool:s readOnly:b secretRef:SecretReference user:s
ScaleIOPersistentVolumeSource fsType:s gateway!:s protectionDomain:s readOnly:b secretRef!:SecretReference sslEnabled:b storageMode:s storagePool:s system!:s volumeName:s
StorageOSPersistentVolumeSource fsType:s readOnly:b secretRef:ObjectReference volumeName:s volumeNamespace:s
VsphereVirtualDiskVolumeSource fsType:s storagePolicyID:s storagePolicyName:s volumePath!:s
PersistentVolumeClaim apiVersion:s kind:s metadata:ObjectMeta spec:PersistentVolumeClaimSpec
PersistentVolumeClaimSpec accessModes:s[] dataSource:TypedLocalObjectReference dataSourceRef:TypedObjectReference resources:VolumeResourceRequirements selector:LabelSelector storageClassName:s volumeAttributesClassName:s volumeMode:s volumeName:s
TypedLocalObjectReference apiGroup:s kind!:s name!:s
TypedObjectReference apiGroup:s kind!:s name!:s namespace:s
VolumeResourceRequirements limits:s{} requests:s{}
LabelSelector matchExpressions:LabelSelectorRequirement[] matchLabels:s{}
LabelSelectorRequirement key!:s operator!:s values:s[]
NetworkPolicy apiVersion:s kind:s metadata:ObjectMeta spec:NetworkPolicySpec
NetworkPolicySpec egress:NetworkPolicyEgressRule[] ingress:NetworkPolicyIngressRule[] podSelector:LabelSelector policyTypes:s[]
NetworkPolicyEgressRule ports:NetworkPolicyPort[] to:NetworkPolicyPeer[]
NetworkPolicyPort endPort:n port:i protocol:s
NetworkPolicyPeer ipBlock:IPBlock namespaceSelector:LabelSelector podSelector:LabelSelector
IPBlock cidr!:s except:s[]
NetworkPolicyIngressRule from:NetworkPolicyPeer[] ports:NetworkPolicyPort[]
Service apiVersion:s kind:s metadata:ObjectMeta spec:ServiceSpec
ServiceSpec allocateLoadBalancerNodePorts:b clusterIP:s clusterIPs:s[] externalIPs:s[] externalName:s externalTrafficPolicy:s healthCheckNodePort:n internalTrafficPolicy:s ipFamilies:s[] ipFamilyPolicy:s loadBalancerClass:s loadBalancerIP:s loadBalancerSourceRanges:s[] ports:ServicePort[] publishNotReadyAddresses:b selector:s{} sessionAffinity:s sessionAffinityConfig:SessionAffinityConfig trafficDistribution:s type:s
ServicePort appProtocol:s name:s nodePort:n port!:n protocol:s targetPort:i
SessionAffinityConfig clientIP:ClientIPConfig
ClientIPConfig timeoutSeconds:n
Deployment apiVersion:s kind:s metadata:ObjectMeta spec:DeploymentSpec
DeploymentSpec minReadySeconds:n paused:b progressDeadlineSeconds:n replicas:n revisionHistoryLimit:n selector!:LabelSelector strategy:DeploymentStrategy template!:PodTemplateSpec
DeploymentStrategy rollingUpdate:RollingUpdateDeployment type:s
RollingUpdateDeployment maxSurge:i maxUnavailable:i
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
PodSpec activeDeadlineSeconds:n affinity:Affinity automountServiceAccountToken:b containers!:Container[] dnsConfig:PodDNSConfig dnsPolicy:s enableServiceLinks:b hostAliases:HostAlias[] hostIPC:b hostNetwork:b hostPID:b hostUsers:b hostname:s hostnameOverride:s imagePullSecrets:LocalObjectReference[] initContainers:Container[] nodeName:s nodeSelector:s{} os:PodOS overhead:s{} preemptionPolicy:s priority:n priorityClassName:s readinessGates:PodReadinessGate[] resourceClaims:PodResourceClaim[] resources:ResourceRequirements restartPolicy:s runtimeClassName:s schedulerName:s schedulingGates:PodSchedulingGate[] securityContext:PodSecurityContext serviceAccount:s serviceAccountName:s setHostnameAsFQDN:b shareProcessNamespace:b subdomain:s terminationGracePeriodSeconds:n tolerations:Toleration[] topologySpreadConstraints:TopologySpreadConstraint[] volumes:Volume[]
Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:PreferredSchedulingTerm[] requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
PreferredSchedulingTerm preference!:NodeSelectorTerm weight!:n
PodAffinity preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm[] requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm[]
WeightedPodAffinityTerm podAffinityTerm!:PodAffinityTerm weight!:n
PodAffinityTerm labelSelector:LabelSelector matchLabelKeys:s[] mismatchLabelKeys:s[] namespaceSelector:LabelSelector namespaces:s[] topologyKey!:s
PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm[] requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm[]
Container args:s[] command:s[] env:EnvVar[] envFrom:EnvFromSource[] image:s imagePullPolicy:s lifecycle:Lifecycle livenessProbe:Probe name!:s ports:ContainerPort[] readinessProbe:Probe resizePolicy:ContainerResizePolicy[] resources:ResourceRequirements restartPolicy:s restartPolicyRules:ContainerRestartRule[] securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:VolumeDevice[] volumeMounts:VolumeMount[] workingDir:s
EnvVar name!:s value:s valueFrom:EnvVarSource
EnvVarSource configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector
ConfigMapKeySelector key!:s name:s optional:b
ObjectFieldSelector apiVersion:s fieldPath!:s
FileKeySelector key!:s optional:b path!:s volumeName!:s
ResourceFieldSelector containerName:s divisor:s resource!:s
SecretKeySelector key!:s name:s optional:b
EnvFromSource configMapRef:ConfigMapEnvSource prefix:s secretRef:SecretEnvSource
ConfigMapEnvSource name:s optional:b
SecretEnvSource name:s optional:b
Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:s
LifecycleHandler exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction tcpSocket:TCPSocketAction
ExecAction command:s[]
HTTPGetAction host:s httpHeaders:HTTPHeader[] path:s port!:i scheme:s
HTTPHeader name!:s value!:s
SleepAction seconds!:n
TCPSocketAction host:s port!:i
Probe exec:ExecAction failureThreshold:n grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:n periodSeconds:n successThreshold:n tcpSocket:TCPSocketAction terminationGracePeriodSeconds:n timeoutSeconds:n
GRPCAction port!:n service:s
ContainerPort containerPort!:n hostIP:s hostPort:n name:s protocol:s
ContainerResizePolicy resourceName!:s restartPolicy!:s
ResourceRequirements claims:ResourceClaim[] limits:s{} requests:s{}
ResourceClaim name!:s request:s
ContainerRestartRule action!:s exitCodes:ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes operator!:s values:n[]
SecurityContext allowPrivilegeEscalation:b appArmorProfile:AppArmorProfile capabilities:Capabilities privileged:b procMount:s readOnlyRootFilesystem:b runAsGroup:n runAsNonRoot:b runAsUser:n seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions
AppArmorProfile localhostProfile:s type!:s
Capabilities add:s[] drop:s[]
SELinuxOptions level:s role:s type:s user:s
SeccompProfile localhostProfile:s type!:s
WindowsSecurityContextOptions gmsaCredentialSpec:s gmsaCredentialSpecName:s hostProcess:b runAsUserName:s
VolumeDevice devicePath!:s name!:s
VolumeMount mountPath!:s mountPropagation:s name!:s readOnly:b recursiveReadOnly:s subPath:s subPathExpr:s
PodDNSConfig nameservers:s[] options:PodDNSConfigOption[] searches:s[]
PodDNSConfigOption name:s value:s
HostAlias hostnames:s[] ip!:s
PodOS name!:s
PodReadinessGate conditionType!:s
PodResourceClaim name!:s resourceClaimName:s resourceClaimTemplateName:s
PodSchedulingGate name!:s
PodSecurityContext appArmorProfile:AppArmorProfile fsGroup:n fsGroupChangePolicy:s runAsGroup:n runAsNonRoot:b runAsUser:n seLinuxChangePolicy:s seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:n[] supplementalGroupsPolicy:s sysctls:Sysctl[] windowsOptions:WindowsSecurityContextOptions
Sysctl name!:s value!:s
Toleration effect:s key:s operator:s tolerationSeconds:n value:s
TopologySpreadConstraint labelSelector:LabelSelector matchLabelKeys:s[] maxSkew!:n minDomains:n nodeAffinityPolicy:s nodeTaintsPolicy:s topologyKey!:s whenUnsatisfiable!:s
Volume awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:FCVolumeSource flexVolume:FlexVolumeSource flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource glusterfs:GlusterfsVolumeSource hostPath:HostPathVolumeSource image:ImageVolumeSource iscsi:ISCSIVolumeSource name!:s nfs:NFSVolumeSource persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource secret:SecretVolumeSource storageos:StorageOSVolumeSource vsphereVolume:VsphereVirtualDiskVolumeSource
AzureFileVolumeSource readOnly:b secretName!:s shareName!:s
CephFSVolumeSource monitors!:s[] path:s readOnly:b secretFile:s secretRef:LocalObjectReference user:s
CinderVolumeSource fsType:s readOnly:b secretRef:LocalObjectReference volumeID!:s
ConfigMapVolumeSource defaultMode:n items:KeyToPath[] name:s optional:b
KeyToPath key!:s mode:n path!:s
CSIVolumeSource driver!:s fsType:s nodePublishSecretRef:LocalObjectReference readOnly:b volumeAttributes:s{}
DownwardAPIVolumeSource defaultMode:n items:DownwardAPIVolumeFile[]
DownwardAPIVolumeFile fieldRef:ObjectFieldSelector mode:n path!:s resourceFieldRef:ResourceFieldSelector
EmptyDirVolumeSource medium:s sizeLimit:s
EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
PersistentVolumeClaimTemplate metadata:ObjectMeta spec!:PersistentVolumeClaimSpec
FlexVolumeSource driver!:s fsType:s options:s{} readOnly:b secretRef:LocalObjectReference
GitRepoVolumeSource directory:s repository!:s revision:s
GlusterfsVolumeSource endpoints!:s path!:s readOnly:b
ImageVolumeSource pullPolicy:s reference:s
ISCSIVolumeSource chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn!:s iscsiInterface:s lun!:n portals:s[] readOnly:b secretRef:LocalObjectReference targetPortal!:s
PersistentVolumeClaimVolumeSource claimName!:s readOnly:b
ProjectedVolumeSource defaultMode:n sources:VolumeProjection[]
VolumeProjection clusterTrustBundle:ClusterTrustBundleProjection configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection podCertificate:PodCertificateProjection secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection
ClusterTrustBundleProjection labelSelector:LabelSelector name:s optional:b path!:s signerName:s
ConfigMapProjection items:KeyToPath[] name:s optional:b
DownwardAPIProjection items:DownwardAPIVolumeFile[]
PodCertificateProjection certificateChainPath:s credentialBundlePath:s keyPath:s keyType!:s maxExpirationSeconds:n signerName!:s
SecretProjection items:KeyToPath[] name:s optional:b
ServiceAccountTokenProjection audience:s expirationSeconds:n path!:s
RBDVolumeSource fsType:s image!:s keyring:s monitors!:s[] pool:s readOnly:b secretRef:LocalObjectReference user:s
ScaleIOVolumeSource fsType:s gateway!:s protectionDomain:s readOnly:b secretRef!:LocalObjectReference sslEnabled:b storageMode:s storagePool:s system!:s volumeName:s
SecretVolumeSource defaultMode:n items:KeyToPath[] optional:b secretName:s
StorageOSVolumeSource fsType:s readOnly:b secretRef:LocalObjectReference volumeName:s volumeNamespace:s
DaemonSet apiVersion:s kind:s metadata:ObjectMeta spec:DaemonSetSpec
DaemonSetSpec minReadySeconds:n revisionHistoryLimit:n selector!:LabelSelector template!:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
DaemonSetUpdateStrategy rollingUpdate:RollingUpdateDaemonSet type:s
RollingUpdateDaemonSet maxSurge:i maxUnavailable:i
StatefulSet apiVersion:s kind:s metadata:ObjectMeta spec:StatefulSetSpec
StatefulSetSpec minReadySeconds:n ordinals:StatefulSetOrdinals persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:s replicas:n revisionHistoryLimit:n selector!:LabelSelector serviceName:s template!:PodTemplateSpec updateStrategy:StatefulSetUpdateStrategy volumeClaimTemplates:PersistentVolumeClaim[]
StatefulSetOrdinals start:n
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:s whenScaled:s
StatefulSetUpdateStrategy rollingUpdate:RollingUpdateStatefulSetStrategy type:s
RollingUpdateStatefulSetStrategy maxUnavailable:i partition:n
Job apiVersion:s kind:s metadata:ObjectMeta spec:JobSpec
JobSpec activeDeadlineSeconds:n backoffLimit:n backoffLimitPerIndex:n completionMode:s completions:n managedBy:s manualSelector:b maxFailedIndexes:n parallelism:n podFailurePolicy:PodFailurePolicy podReplacementPolicy:s selector:LabelSelector successPolicy:SuccessPolicy suspend:b template!:PodTemplateSpec ttlSecondsAfterFinished:n
PodFailurePolicy rules!:PodFailurePolicyRule[]
PodFailurePolicyRule action!:s onExitCodes:PodFailurePolicyOnExitCodesRequirement onPodConditions:PodFailurePolicyOnPodConditionsPattern[]
PodFailurePolicyOnExitCodesRequirement containerName:s operator!:s values!:n[]
PodFailurePolicyOnPodConditionsPattern type!:s
SuccessPolicy rules!:SuccessPolicyRule[]
SuccessPolicyRule succeededCount:n succeededIndexes:s
CronJob apiVersion:s kind:s metadata:ObjectMeta spec:CronJobSpec
CronJobSpec concurrencyPolicy:s failedJobsHistoryLimit:n jobTemplate!:JobTemplateSpec schedule!:s startingDeadlineSeconds:n successfulJobsHistoryLimit:n suspend:b timeZone:s
JobTemplateSpec metadata:ObjectMeta spec:JobSpec
HorizontalPodAutoscaler apiVersion:s kind:s metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec
HorizontalPodAutoscalerSpec behavior:HorizontalPodAutoscalerBehavior maxReplicas!:n metrics:MetricSpec[] minReplicas:n scaleTargetRef!:CrossVersionObjectReference
HorizontalPodAutoscalerBehavior scaleDown:HPAScalingRules scaleUp:HPAScalingRules
HPAScalingRules policies:HPAScalingPolicy[] selectPolicy:s stabilizationWindowSeconds:n tolerance:s
HPAScalingPolicy periodSeconds!:n type!:s value!:n
MetricSpec containerResource:ContainerResourceMetricSource external:ExternalMetricSource object:ObjectMetricSource pods:PodsMetricSource resource:ResourceMetricSource type!:s
ContainerResourceMetricSource container!:s name!:s target!:MetricTarget
MetricTarget averageUtilization:n averageValue:s type!:s value:s
ExternalMetricSource metric!:MetricIdentifier target!:MetricTarget
MetricIdentifier name!:s selector:LabelSelector
ObjectMetricSource describedObject!:CrossVersionObjectReference metric!:MetricIdentifier target!:MetricTarget
CrossVersionObjectReference apiVersion:s kind!:s name!:s
PodsMetricSource metric!:MetricIdentifier target!:MetricTarget
ResourceMetricSource name!:s target!:MetricTarget
PodDisruptionBudget apiVersion:s kind:s metadata:ObjectMeta spec:PodDisruptionBudgetSpec
PodDisruptionBudgetSpec maxUnavailable:i minAvailable:i selector:LabelSelector unhealthyPodEvictionPolicy:s
Ingress apiVersion:s kind:s metadata:ObjectMeta spec:IngressSpec
IngressSpec defaultBackend:IngressBackend ingressClassName:s rules:IngressRule[] tls:IngressTLS[]
IngressBackend resource:TypedLocalObjectReference service:IngressServiceBackend
IngressServiceBackend name!:s port:ServiceBackendPort
ServiceBackendPort name:s number:n
IngressRule host:s http:HTTPIngressRuleValue
HTTPIngressRuleValue paths!:HTTPIngressPath[]
HTTPIngressPath backend!:IngressBackend path:s pathType!:s
IngressTLS hosts:s[] secretName:s
`;
