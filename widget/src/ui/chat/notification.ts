interface Words {
  title: string;
  body: string;
  /** A later one with the same takes its place. */
  tag: string;
  /** It was pressed; the page has been brought to the front. */
  onPress: () => void;
}

const bodyMaxLength = 200;

/** What the browser says of notifications; `unsupported` where it has none, as on most phones, or the page is no secure one. */
export const notificationPermission = (): NotificationPermission | 'unsupported' => ('Notification' in globalThis ? Notification.permission : 'unsupported');

/** Asks the browser, which asks its user; call it on a click. Resolves to whether it may be done. */
export async function allowNotifications(): Promise<boolean> {
  return 'Notification' in globalThis && await Notification.requestPermission() === 'granted';
}

/** Shows a notification of the system; `undefined` where that cannot be. */
export function notify({ title, body, tag, onPress }: Words): Notification | undefined {
  if (notificationPermission() !== 'granted') return undefined;
  try {
    const notification = new Notification(title, { body: body.slice(0, bodyMaxLength), tag });
    notification.addEventListener('click', () => {
      focus();
      onPress();
      notification.close();
    });
    return notification;
  } catch {
    // Chromium on Android has the class and lets only service workers use it.
    return undefined;
  }
}
