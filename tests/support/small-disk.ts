import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of its own under one folder of one process and its children: a file system in memory, which ends with them. */
export interface SmallDisk {
  child: ChildProcess;
  /** The folder as it is seen from outside. */
  path: string;
  bytesLeft(): number;
  /** Takes room until so many bytes are left. */
  fill(leave: number): void;
  free(): void;
}

/** Root may mount in a namespace of its own; whoever is not takes a namespace where he may. */
const WAYS = [['--mount'], ['--user', '--map-current-user', '--keep-caps', '--mount']];
const MOUNT = 'mkdir -p "$0" && mount -t tmpfs -o size="$1"m,mode=711 tmpfs "$0"';

/** Null where the system lets nobody mount anything, not even for himself. */
export function mountingWay(folder: string): string[] | null {
  return WAYS.find((way) => spawnSync('unshare', [...way, 'sh', '-c', MOUNT, folder, '1']).status === 0) ?? null;
}

export function onSmallDisk(way: string[], folder: string, megabytes: number, command: string[]): SmallDisk {
  const { DATABASE_URL: _, PORT: __, ...env } = process.env;
  const script = `${MOUNT} && shift && exec "$@"`;
  const child = spawn('unshare', [...way, 'sh', '-c', script, folder, String(megabytes), ...command], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const path = `/proc/${child.pid}/root${folder}`;
  const ballast = join(path, 'ballast');
  const bytesLeft = () => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  return {
    child,
    path,
    bytesLeft,
    fill: (leave) => void execFileSync('fallocate', ['-l', String(Math.max(1, bytesLeft() - leave)), ballast]),
    free: () => rmSync(ballast, { force: true }),
  };
}
