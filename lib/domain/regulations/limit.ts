/** The words in which a regulation states a limit; every part of a profile uses them. */

export type RoleId = string;
export type ClockId = string;
/** `type` or `type{attr=value|value}`, for example `draft.submitted{kind=final|interim}`. */
export type EventPattern = string;
/** `attr=value|value`, `attr!=value|value`, `attr>=number`, joined by ` & `. */
export type Condition = string;
export type LimitUnit = 'wmin' | 'wday';
export type Severity = 'violation' | 'warn' | 'info';

export type Limit =
  | { kind: 'fixed'; n: number; u: LimitUnit }
  /** So many working minutes before another clock's deadline; `cmin` counts minutes of the clock on the wall. */
  | { kind: 'before'; clock: ClockId; n: number; u?: 'wmin' | 'cmin' }
  | { kind: 'external'; field: string }
  | {
      kind: 'set' | 'agreed';
      by: RoleId[];
      field: string;
      value?: 'date' | 'wmin';
      max?: Limit;
      default?: Limit;
      defaultSeverity?: 'warn' | 'info';
    }
  | { kind: 'immediate'; soft: number };
