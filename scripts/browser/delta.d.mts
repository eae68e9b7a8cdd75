export function shrink(whole: Uint8Array, base: Uint8Array): Uint8Array;
export function restore(delta: Uint8Array, base: Uint8Array, whole: Uint8Array): void;
export function memoryOf(instance: WebAssembly.Instance): Uint8Array;
