// Slack's published types under one roof. Where a type contradicts what Slack's own documentation shows,
// it is mended here, with the reason; everything else is taken as it is.
import type * as bolt from '@slack/bolt';
import type * as slack from '@slack/types';
import type * as web from '@slack/web-api';

export type { bolt, slack, web };

// Blocks are checked one by one, each as the type it names: beside `Block`, which takes any `type`, none would fail.
export type BlockOf<T extends slack.KnownBlock['type']> = Extract<slack.KnownBlock, { type: T }>;

// The documentation of the file object has these keys too.
type File = NonNullable<slack.FileShareMessageEvent['files']>[number] &
  Pick<bolt.UploadedFile, 'timestamp' | 'alt_txt' | 'file_access'> & { ims?: string[] };
type WithFiles<T> = Omit<T, 'files'> & { files?: File[] };
// A bot's own messages name the bot and its app, as the documentation shows.
type OfBot = { bot_id?: string; bot_profile?: slack.GenericMessageEvent['bot_profile']; app_id?: string };

// In a shared channel, messages of people from another workspace name it (documentation of Slack Connect).
type OfOtherTeam = { user_team?: string; source_team?: string };

// The type asks for the key `subtype`, which a plain message does not have.
export type PlainMessage = WithFiles<Omit<slack.GenericMessageEvent, 'subtype'>> & OfBot & OfOtherTeam;
export type FileShare = WithFiles<slack.FileShareMessageEvent> & OfBot & { team?: string };

// A message inside of an event is as in the history: without its channel, and with what its thread has come to.
type Inside = Omit<PlainMessage, 'channel' | 'channel_type' | 'event_ts'> & {
  subtype?: string;
  upload?: boolean;
  reply_count?: number;
  reply_users?: string[];
  latest_reply?: string;
};
export type MessageChanged = Omit<slack.MessageChangedEvent, 'message' | 'previous_message'> & {
  message: Inside;
  previous_message: Inside;
};
export type MessageDeleted = Omit<slack.MessageDeletedEvent, 'previous_message'> & { previous_message: Inside };

// The method's page documents `alt_txt`; the type says `alt_text`.
export type UploadArguments = Omit<web.FilesGetUploadURLExternalArguments, 'alt_text'> & { alt_txt?: string };

// The documentation shows `"enterprise": null` for workspaces outside of Enterprise Grid.
type Enterprise = { enterprise?: { id: string; name: string } | null };
type Mended<T> = T extends unknown ? Omit<T, 'enterprise'> & Enterprise : never;

// A chosen option comes back as it was sent, with its description; the types of clicks say so, those of forms do not.
type StateValue = Omit<bolt.ViewStateValue, 'selected_option' | 'selected_options'> & {
  selected_option?: slack.Option | null;
  selected_options?: slack.Option[];
};
type State = { values: { [blockId: string]: { [actionId: string]: StateValue } } };
type View = Omit<bolt.ViewOutput, 'state'> & { state: State };

// Only what was clicked in a message has a response_url and a message.
export type BlockAction = Omit<Mended<bolt.BlockAction>, 'response_url' | 'view' | 'state'> & {
  response_url?: string;
  view?: View;
  state?: State;
};
export type ViewSubmission = Omit<Mended<bolt.ViewSubmitAction>, 'view'> & { view: View };
export type ViewClosed = Omit<Mended<bolt.ViewClosedAction>, 'view'> & { view: View };
export type Shortcut = Mended<bolt.GlobalShortcut>;
export type MessageShortcut = Mended<bolt.MessageShortcut>;

// The type shows the view as an app sends it; the documentation, as Slack sends it back.
export type AppHomeOpened = Omit<slack.AppHomeOpenedEvent, 'view'> & { view?: View };

// A person without a time zone has none of its three keys, and a deactivated one no role and no name of their own outside
// of the profile (documentation of the user object).
type LeftOut = 'tz' | 'tz_label' | 'tz_offset' | 'real_name' | `is_${'admin' | 'owner' | 'primary_owner'}`;
type OfGuests = 'is_restricted' | 'is_ultra_restricted';
type WithUser<T extends { user: object }> = Omit<T, 'user'> & {
  user: Omit<T['user'], LeftOut | OfGuests> & Partial<Pick<T['user'], (LeftOut | OfGuests) & keyof T['user']>>;
};
export type TeamJoin = WithUser<slack.TeamJoinEvent>;
export type UserChange = WithUser<slack.UserChangeEvent>;

export type Envelope = Omit<bolt.EnvelopedEvent, 'event'>;
