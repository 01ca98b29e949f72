declare module 'fs-native-extensions' {
  /** Exclusive advisory lock on an open file; false when another process holds it. */
  export function tryLock(fd: number): boolean
}
