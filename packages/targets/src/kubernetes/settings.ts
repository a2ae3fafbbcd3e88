/** `x-transpose` of a service: what has no Compose word. All fields may be absent. */
export interface ServiceSettings {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob' | 'none';
  readonly expose?: 'load-balancer' | 'node-port' | 'none';
  readonly size?: string;
  readonly accessMode?: string;
  readonly storageClass?: string;
  readonly serviceAccount?: string;
  readonly schedule?: string;
  readonly pullSecrets?: readonly string[];
  readonly populate?: boolean;
}
