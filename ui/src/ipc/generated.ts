// Made by `cargo test -p safelight-app` from src-tauri/crates/app/src/commands.rs. Do not edit.

export type ApiError = { 
/**
 * For programs.
 */
code: ErrorCode, 
/**
 * What happened, one sentence.
 */
message: string, 
/**
 * What to do, one sentence; may be empty.
 */
hint: string, 
/**
 * The cause chain, for *Copy details*.
 */
detail: string, };

export type AppEvent = { "type": "foldersChanged" } | { "type": "viewChanged" } | { "type": "scan", 
/**
 * `looking`, `reading`, `done`.
 */
phase: string, 
/**
 * Files seen so far.
 */
seen: number, 
/**
 * Of them, new or changed ones that are indexed.
 */
indexed: number, 
/**
 * It is over.
 */
done: boolean, } | { "type": "jobs", 
/**
 * The jobs.
 */
jobs: Array<JobInfo>, } | { "type": "jobsRemoved", 
/**
 * Their ids.
 */
ids: Array<string>, } | { "type": "batchDone", 
/**
 * How it went.
 */
summary: BatchSummary, } | { "type": "notice", 
/**
 * What.
 */
notice: Notice, } | { "type": "showPhoto", 
/**
 * The photo.
 */
id: number, 
/**
 * In the before/after view.
 */
compare: boolean, } | { "type": "showFolder", 
/**
 * The folder.
 */
id: string, } | { "type": "settingsChanged" };

export type AppInfo = { 
/**
 * Safelight's version.
 */
version: string, 
/**
 * No folder was ever added.
 */
firstRun: boolean, 
/**
 * A folder the app was asked to open by its arguments.
 */
openFolder: string | null, };

export type BatchArgs = { 
/**
 * Its id.
 */
batch: string, };

export type BatchSummary = { 
/**
 * Its id.
 */
batch: string, 
/**
 * `upscale`, `enhance`, `generate`.
 */
operation: string, 
/**
 * One sentence: `Upscaled to 7,680 × 5,120`, `4 of 5 upscaled`.
 */
text: string, 
/**
 * Jobs that are done.
 */
done: number, 
/**
 * Jobs that failed or wait for a person.
 */
failed: number, 
/**
 * Jobs that were cancelled.
 */
cancelled: number, 
/**
 * What it cost, `free` or `$0.06`.
 */
price: string, 
/**
 * The first result, if it is in the library.
 */
first: number | null, 
/**
 * The first result has a source to compare with.
 */
comparable: boolean, 
/**
 * Why the first failed job failed.
 */
failure: string | null, };

export type Commands = { app_info: [Nothing, AppInfo], folders: [Nothing, Folders], folder_add: [PathArgs, FolderAdded], folder_remove: [FolderArgs, Nothing], folder_reveal: [FolderArgs, Nothing], folder_rescan: [FolderArgs, Nothing], samples_add: [Nothing, FolderAdded], view: [ViewArgs, View], photos: [PhotosArgs, Photos], photo_family: [PhotoArgs, PhotoFamily], photos_wanted: [PhotosArgs, Nothing], photos_trash: [PhotosArgs, Trashed], photos_restore: [TrashToken, Nothing], photo_reveal: [PhotoArgs, Nothing], photo_retry: [PhotoArgs, Nothing], routes: [RoutesArgs, Routes], plan: [PlanArgs, Plan], jobs_start: [StartArgs, Started], jobs: [Nothing, JobList], job_cancel: [JobArgs, Nothing], job_retry: [JobArgs, Nothing], job_send_again: [JobArgs, Nothing], job_save_again: [JobArgs, Nothing], job_undo: [JobArgs, Nothing], batch_cancel: [BatchArgs, Nothing], batch_undo: [BatchArgs, Nothing], jobs_clear: [Nothing, Nothing], models: [Nothing, ModelCards], generate_quote: [GenerateQuoteArgs, PriceTag], generate: [GenerateArgs, Started], settings: [Nothing, Settings], settings_set: [Settings, Settings], providers: [Nothing, Providers], key_set: [KeyArgs, Providers], key_remove: [ProviderArgs, Providers], page_open: [PageArgs, Nothing], key_test: [KeyTestArgs, KeyTest], };

export type ErrorCode = "noKey" | "priceNotAccepted" | "notFound" | "badInput" | "failed";

export type FailureInfo = { 
/**
 * For the UI's one button: `no_key`, `bad_key`, `out_of_credit`, `vanished`, `disk_full`, …
 */
kind: string, 
/**
 * What happened.
 */
message: string, 
/**
 * What to do; may be empty.
 */
hint: string, 
/**
 * For *Copy details*.
 */
detail: string, };

export type FolderAdded = { 
/**
 * Its id.
 */
id: string, };

export type FolderArgs = { 
/**
 * Its id.
 */
id: string, };

export type FolderInfo = { 
/**
 * Its id.
 */
id: string, 
/**
 * `None` for a root the user added.
 */
parent: string | null, 
/**
 * Its last path component.
 */
name: string, 
/**
 * Its whole path; bytes that are not UTF-8 are replaced.
 */
path: string, 
/**
 * Photos in it and below.
 */
count: number, 
/**
 * False while its drive is away.
 */
online: boolean, };

export type Folders = { 
/**
 * All rows.
 */
folders: Array<FolderInfo>, 
/**
 * Photos in the library.
 */
total: number, 
/**
 * Photos that Safelight made.
 */
madeHere: number, };

export type GenerateArgs = { 
/**
 * Where the pictures go.
 */
folder: string, 
/**
 * What they should show.
 */
prompt: string, 
/**
 * The model.
 */
route: RouteRef, 
/**
 * `landscape`, `square`, `portrait`, `3:2`, `1024x768`.
 */
aspect: string, 
/**
 * 1 to 4.
 */
count: number, 
/**
 * Whole number, 0 to 2⁵³ − 1.
 */
seed: number | null, 
/**
 * A person has seen and accepted the price.
 */
acceptPrice: boolean, };

export type GenerateQuoteArgs = { 
/**
 * The model.
 */
route: RouteRef, 
/**
 * `landscape`, `square`, `portrait`, `3:2`, `1024x768`.
 */
aspect: string, 
/**
 * 1 to 4.
 */
count: number, };

export type JobArgs = { 
/**
 * Its id.
 */
id: string, };

export type JobInfo = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its batch.
 */
batch: string, 
/**
 * The word of `product.md`.
 */
state: 'queued' | 'preparing' | 'uploading' | 'submitting' | 'submitted' | 'running' | 'downloading' | 'writing' | 'done' | 'failed' | 'cancelled' | 'unsure' | 'unsaved', 
/**
 * `upscale`, `enhance`, `generate`.
 */
operation: string, 
/**
 * `Upscale 4x`, `Enhance`, `Generate image`.
 */
label: string, 
/**
 * How it is done.
 */
route: RouteRef, 
/**
 * `on this computer`, `fal`.
 */
place: string, 
/**
 * The source's file name, or the prompt.
 */
title: string, 
/**
 * The source photo, if it is in the library.
 */
source: number | null, 
/**
 * For the source's picture URL.
 */
sourceVersion: number, 
/**
 * Files written.
 */
outputs: Array<Output>, 
/**
 * 0..1; `None` when it cannot be said.
 */
progress: number | null, 
/**
 * `62 %`, `3rd in line`, `about 20 s left`; may be empty.
 */
note: string, 
/**
 * What it costs or cost.
 */
price: PriceTag, 
/**
 * Why it failed.
 */
failure: FailureInfo | null, 
/**
 * What was changed or could not be kept, plain sentences.
 */
remarks: Array<string>, 
/**
 * Milliseconds since 1970.
 */
createdAt: number, 
/**
 * Milliseconds since 1970.
 */
finishedAt: number | null, 
/**
 * Cancel was asked and is on its way.
 */
cancelling: boolean, 
/**
 * Its files were moved to the trash by *Undo*.
 */
undone: boolean, };

export type JobList = { 
/**
 * The jobs.
 */
jobs: Array<JobInfo>, };

export type KeyArgs = { 
/**
 * The provider's name.
 */
provider: string, 
/**
 * The key. Never comes back.
 */
key: string, };

export type KeyTest = { 
/**
 * It does.
 */
ok: boolean, 
/**
 * One sentence.
 */
message: string, };

export type KeyTestArgs = { 
/**
 * The provider's name.
 */
provider: string, 
/**
 * The typed key.
 */
key: string | null, };

export type ModelCard = { 
/**
 * Its names.
 */
route: RouteRef, 
/**
 * `FLUX 2 Klein 9B`.
 */
name: string, 
/**
 * What it is good at, a few words.
 */
strengths: string, 
/**
 * `under 1 s`, `about 6 s`; what its provider says.
 */
speed: string, 
/**
 * `$0.006 a megapixel`.
 */
price: string, 
/**
 * Can take minutes.
 */
slow: boolean, 
/**
 * Most pictures in one go.
 */
maxCount: number, 
/**
 * Takes a seed.
 */
seed: boolean, 
/**
 * Its key is there.
 */
available: boolean, 
/**
 * Why not, and what to do.
 */
whyNot: string | null, };

export type ModelCards = { 
/**
 * The models.
 */
models: Array<ModelCard>, };

export type Nothing = Record<symbol, never>;

export type Notice = { 
/**
 * How serious.
 */
kind: NoticeKind, 
/**
 * One sentence.
 */
message: string, 
/**
 * What to do; may be empty.
 */
hint: string, };

export type NoticeKind = "info" | "error";

export type OperationArgs = { "kind": "upscale", 
/**
 * 2, 4 or 8.
 */
scale: 2 | 4 | 8, } | { "kind": "enhance" };

export type Output = { 
/**
 * File name.
 */
name: string, 
/**
 * Whole path.
 */
path: string, 
/**
 * The photo in the library, once indexed.
 */
photo: number | null, 
/**
 * For its picture URL.
 */
version: number, 
/**
 * Pixels.
 */
width: number, 
/**
 * Pixels.
 */
height: number, };

export type Page = "key" | "billing";

export type PageArgs = { 
/**
 * The provider's name.
 */
provider: string, 
/**
 * Which page.
 */
page: Page, };

export type PathArgs = { 
/**
 * Absolute.
 */
path: string, };

export type Photo = { 
/**
 * Its id.
 */
id: number, 
/**
 * File name; bytes that are not UTF-8 are replaced.
 */
name: string, 
/**
 * Whole path, likewise.
 */
path: string, 
/**
 * The folder it is in.
 */
folder: string, 
/**
 * `JPEG`, `PNG`, …; empty when unknown.
 */
format: string, 
/**
 * Pixels, upright; 0 when unknown.
 */
width: number, 
/**
 * Pixels, upright; 0 when unknown.
 */
height: number, 
/**
 * Size on disk, bytes.
 */
bytes: number, 
/**
 * When it was taken, milliseconds since 1970.
 */
takenAt: number | null, 
/**
 * When the file was last changed, milliseconds since 1970.
 */
modifiedAt: number, 
/**
 * Part of its picture URLs.
 */
version: number, 
/**
 * The operation that made it: `upscale`, `enhance`, `generate`.
 */
madeBy: string | null, 
/**
 * The photo it was made from, if that is in the library.
 */
source: number | null, 
/**
 * How many results were made from it.
 */
siblings: number, 
/**
 * Why it cannot be shown, one sentence.
 */
error: string | null, };

export type PhotoArgs = { 
/**
 * Its id.
 */
id: number, };

export type PhotoFamily = { 
/**
 * The photo asked for, or the one it was made from.
 */
source: Photo, 
/**
 * Results made from `source`, oldest first.
 */
siblings: Array<Photo>, };

export type Photos = { 
/**
 * The photos.
 */
photos: Array<Photo>, };

export type PhotosArgs = { 
/**
 * Their ids.
 */
ids: Array<number>, };

export type Plan = { 
/**
 * One row a photo.
 */
rows: Array<PlanRow>, 
/**
 * The way.
 */
offer: RouteOffer, 
/**
 * For the rows that run.
 */
total: PriceTag, 
/**
 * Above the sum a person must agree to.
 */
ask: boolean, };

export type PlanArgs = { 
/**
 * What.
 */
operation: OperationArgs, 
/**
 * On which photos.
 */
photos: Array<number>, 
/**
 * How; `None`: the default way.
 */
route: RouteRef | null, };

export type PlanRow = { 
/**
 * The photo.
 */
photo: number, 
/**
 * Its file name.
 */
name: string, 
/**
 * The result's file name.
 */
output: string, 
/**
 * The result's size, if known.
 */
size: [number, number] | null, 
/**
 * Its price.
 */
price: PriceTag, 
/**
 * Why it is left out, one sentence.
 */
skip: string | null, };

export type PriceTag = { 
/**
 * `free`, `~$0.94`, `price unknown`, `not charged`.
 */
text: string, 
/**
 * Dollars, if known.
 */
amount: number | null, };

export type ProviderArgs = { 
/**
 * Its name.
 */
provider: string, };

export type ProviderInfo = { 
/**
 * `local`, `fal`.
 */
name: string, 
/**
 * What people call it.
 */
label: string, 
/**
 * Needs a key at all.
 */
needsKey: boolean, 
/**
 * Where its key is from; `None`: there is none.
 */
keySource: 'environment' | 'store' | 'memory' | null, 
/**
 * Keys typed here are kept in the system's secret store; false: in memory until the app is closed.
 */
kept: boolean, 
/**
 * Where a key can be had.
 */
keyUrl: string, 
/**
 * Where its requests go.
 */
baseUrl: string, 
/**
 * What is wrong with it, one sentence (*Best*: the weights are missing).
 */
problem: string | null, };

export type Providers = { 
/**
 * The providers.
 */
providers: Array<ProviderInfo>, };

export type RouteOffer = { 
/**
 * Its names.
 */
route: RouteRef, 
/**
 * `Best, on this computer`, `Clarity, fal`.
 */
label: string, 
/**
 * For all the photos together.
 */
price: PriceTag, 
/**
 * Expected seconds for all; `None` when nobody knows yet.
 */
seconds: number | null, 
/**
 * `about 40 s, nothing leaves`; `picture is uploaded`.
 */
note: string, 
/**
 * Can be chosen now.
 */
available: boolean, 
/**
 * Why not, and what to do: `Needs a fal key`.
 */
whyNot: string | null, 
/**
 * Used when nothing else is chosen.
 */
isDefault: boolean, };

export type RouteRef = { 
/**
 * `local`, `fal`.
 */
provider: string, 
/**
 * The provider's name for it.
 */
model: string, };

export type Routes = { 
/**
 * The ways.
 */
offers: Array<RouteOffer>, 
/**
 * Width and height of the result, for a single photo whose size is known.
 */
output: [number, number] | null, };

export type RoutesArgs = { 
/**
 * What.
 */
operation: OperationArgs, 
/**
 * On which photos.
 */
photos: Array<number>, };

export type Settings = { 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * Height of a row in the grid, CSS pixels, 96 to 400.
 */
rowHeight: number, 
/**
 * Order of the gallery.
 */
order: SortOrder, 
/**
 * Photos of sub-folders too.
 */
deep: boolean, 
/**
 * The jobs panel is open.
 */
jobsPanel: boolean, 
/**
 * Jobs with a provider on the network that run at once, 1 to 16.
 */
jobsAtOnce: number, 
/**
 * Take GPS and serial numbers out of what is uploaded.
 */
stripPrivate: boolean, 
/**
 * OS notifications when the window is not focused.
 */
notifications: boolean, 
/**
 * Ask before an action that costs more, dollars.
 */
askAbove: number, 
/**
 * The scale used last: 2, 4 or 8.
 */
scale: number, 
/**
 * How *Upscale* is done; `None`: best, on this computer.
 */
upscaleRoute: RouteRef | null, 
/**
 * How *Enhance* is done; `None`: on this computer.
 */
enhanceRoute: RouteRef | null, 
/**
 * The model of *Generate image*; `None`: the default.
 */
generateRoute: RouteRef | null, };

export type Skipped = { 
/**
 * File name.
 */
name: string, 
/**
 * Why, one sentence.
 */
reason: string, };

export type SortOrder = { 
/**
 * `name`, `date` or `size`.
 */
key: 'name' | 'date' | 'size', 
/**
 * Largest, newest or last first.
 */
descending: boolean, };

export type StartArgs = { 
/**
 * What.
 */
operation: OperationArgs, 
/**
 * On which photos.
 */
photos: Array<number>, 
/**
 * How; `None`: the default way.
 */
route: RouteRef | null, 
/**
 * A person has seen and accepted the price.
 */
acceptPrice: boolean, };

export type Started = { 
/**
 * Its id.
 */
batch: string, 
/**
 * Its jobs.
 */
jobs: Array<string>, 
/**
 * What was left out.
 */
skipped: Array<Skipped>, };

export type Theme = "dark" | "light" | "system";

export type TrashToken = { 
/**
 * Its id.
 */
token: string, };

export type Trashed = { 
/**
 * For `photos_restore`.
 */
token: string, 
/**
 * How many.
 */
count: number, 
/**
 * Sentences for those that stayed.
 */
failed: Array<string>, };

export type View = { 
/**
 * Photo ids.
 */
ids: Array<number>, 
/**
 * Width ÷ height, upright; 1 while unknown.
 */
ratios: Array<number>, 
/**
 * Changes whenever the file does; part of every picture URL.
 */
versions: Array<number>, 
/**
 * Mean colour, 0xRRGGBB; 0 while unknown.
 */
colours: Array<number>, 
/**
 * Day of the photo by its camera's clock, days since 1970, for headings; empty unless the order is by date.
 */
days: Array<number>, };

export type ViewArgs = { 
/**
 * Which photos.
 */
of: ViewOf, 
/**
 * In which order.
 */
order: SortOrder, };

export type ViewOf = { "kind": "all" } | { "kind": "madeHere" } | { "kind": "folder", 
/**
 * The folder.
 */
id: string, 
/**
 * Sub-folders too.
 */
deep: boolean, };
