// The pages themselves without a network: a service worker keeps the shell, and the form runner when it is wanted.

/** Registers the worker; pages work without one, but only with a network. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  await navigator.serviceWorker.register('/app/sw.js', { scope: '/app/' })
}

/** How long a slow network may take to bring the form runner, in milliseconds. */
const patience = 120_000
const late = (): Promise<undefined> => new Promise((give) => { setTimeout(() => give(undefined), patience) })

/** Asks the worker to keep the form runner too; true when it lies on this device. */
export async function keepRunner(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return false
  await keepShell()
  // An installation that fails leaves `ready` open for ever.
  const registered = await Promise.race([navigator.serviceWorker.ready, late()])
  if (!registered?.active) return false
  // Without this the browser may clear the device's store when room gets short.
  await navigator.storage?.persist?.()
  const { port1, port2 } = new MessageChannel()
  return await new Promise<boolean>((give) => {
    port1.onmessage = (event: MessageEvent<boolean>) => give(event.data)
    registered.active!.postMessage('keep-runner', [port2])
    void late().then(() => give(false))
  })
}
