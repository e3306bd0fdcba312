/**
 * Discovery: how Home Assistant learns what there is: one retained message for each entity.
 */

import type { EnergyKind } from '../core/energy.ts';

export interface Announcement {
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

interface Entity {
  readonly kind: 'sensor' | 'binary_sensor' | 'number' | 'button';
  readonly id: string;
  readonly name: string;
  readonly more: Readonly<Record<string, unknown>>;
}

function sensor(id: string, name: string, field: string, more: Entity['more'] = {}): Entity {
  const value_template = `{{ value_json.${field} }}`;
  return { kind: 'sensor', id, name, more: { value_template, ...more } };
}

function button(id: string, name: string, icon: string): Entity {
  return { kind: 'button', id, name, more: { payload_press: 'press', icon } };
}

const ampere = { unit_of_measurement: 'A', device_class: 'current' };

function energyOf(kind: EnergyKind): Entity[] {
  if (kind === 'none') return [];
  const name = kind === 'estimate' ? 'Energy (estimate: at most)' : 'Energy';
  const more = {
    unit_of_measurement: 'Wh',
    device_class: 'energy',
    state_class: 'total_increasing',
  };
  return [sensor('energy', name, 'energyWh', more)];
}

/** @param mostAmps the most that can be chosen */
function entitiesOf(kind: EnergyKind, mostAmps: number): Entity[] {
  return [
    sensor('message', 'Message', 'headline', { json_attributes_topic: '~/state' }),
    sensor('status', 'Status', 'status'),
    sensor('phase', 'Phase', 'phase'),
    sensor('why', 'Why the plug is held', 'why'),
    sensor('lock_command', 'Last command to the lock', 'lockCommand'),
    sensor('order', 'Last order', 'lastOrder'),
    sensor('answer', 'Answer to the last order', 'lastAnswer'),
    sensor('ended', 'Why the last session ended', 'endedBy'),
    sensor('fault', 'Fault', 'fault'),
    sensor('steps', 'What to do', 'steps | join(" ") | truncate(255)'),
    sensor('leaving', 'To leave now', 'leaving | join(" ") | truncate(255)'),
    sensor('offered', 'Offered current', 'offeredAmps', ampere),
    {
      kind: 'binary_sensor',
      id: 'lock',
      name: 'Plug',
      // In this class "on" means unlocked.
      more: {
        device_class: 'lock',
        value_template: "{{ {'locked': 'OFF', 'unlocked': 'ON'}.get(value_json.lock, 'None') }}",
      },
    },
    {
      kind: 'number',
      id: 'limit',
      name: 'Limit',
      more: {
        ...ampere,
        min: 0,
        max: mostAmps,
        step: 1,
        value_template: `{{ value_json.limitAmps if value_json.limitAmps is not none else ${mostAmps} }}`,
      },
    },
    button('start', 'Start', 'mdi:play'),
    button('stop', 'Stop', 'mdi:stop'),
    button('unlock', 'Unlock the plug', 'mdi:lock-open-variant'),
    ...energyOf(kind),
  ];
}

export interface Device {
  /** Of the charger, in topics. */
  readonly name: string;
  /** The prefix that Home Assistant looks at. */
  readonly prefix: string;
  readonly version: string;
  readonly energyKind: EnergyKind;
  readonly mostAmps: number;
}

export function announce(device: Device): Announcement[] {
  const { name, prefix } = device;
  return entitiesOf(device.energyKind, device.mostAmps).map(({ kind, id, name: label, more }) => ({
    topic: `${prefix}/${kind}/${name}/${id}/config`,
    payload: {
      '~': name,
      name: label,
      unique_id: `${name}_${id}`,
      object_id: `${name}_${id}`,
      availability_topic: '~/availability',
      ...(kind === 'button' ? {} : { state_topic: '~/state' }),
      ...(kind === 'button' || kind === 'number' ? { command_topic: `~/${id}/set` } : {}),
      device: {
        identifiers: [name],
        name,
        manufacturer: 'Holdfast',
        model: 'Type 2 socket',
        sw_version: device.version,
      },
      ...more,
    },
  }));
}
