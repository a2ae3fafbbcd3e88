import type { ServicePlan } from '../container-plan/types.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';

/** Seconds in which an image may come and a container be made. */
const arrival = 900;
/** Seconds until a healthcheck of the image, whose timings are not known here, is sure to have spoken: three times a minute. */
const usualPatience = 180;
/** Seconds of grace that the engine gives when the project says nothing. */
const usualGrace = 10;
/** Seconds beside the grace period for the engine to kill and remove. */
const margin = 20;

/** How long a unit may take to start and to stop. systemd's 90 seconds would end the pull of an image. */
export function timeouts(service: ServicePlan, job: boolean, healthy: boolean): readonly UnitEntry[] {
  const patience = healthy ? service.health?.patience || usualPatience : 0;
  return [
    unitEntry('TimeoutStartSec', job ? 'infinity' : String(arrival + patience)),
    unitEntry('TimeoutStopSec', String((service.stopGrace ?? usualGrace) + margin)),
  ];
}
