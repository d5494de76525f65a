//! Who waits for which thumbnail, and whose turn it is.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, PoisonError};

use safelight_core::PhotoId;

use super::{Answer, ThumbError, ThumbSize};
use crate::lock;

pub(super) type Reply = Box<dyn FnOnce(Answer) + Send>;

type Key = (PhotoId, ThumbSize);

struct Waiting {
    key: Key,
    replies: Vec<Reply>,
    /// Counts requests: the newest is the likeliest to be looked at.
    asked: u64,
}

#[derive(Default)]
struct State {
    /// What is on screen, and where in the list.
    wanted: HashMap<PhotoId, usize>,
    waiting: Vec<Waiting>,
    /// Being made, and who came meanwhile.
    running: HashMap<Key, Vec<Reply>>,
    asked: u64,
    closing: bool,
}

#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    wake: Condvar,
}

impl Queue {
    pub(super) fn push(&self, photo: PhotoId, size: ThumbSize, reply: Reply) {
        let key = (photo, size);
        let mut state = lock(&self.state);
        if state.closing {
            drop(state);
            return reply(Err(ThumbError::Cancelled));
        }
        state.asked += 1;
        let asked = state.asked;
        if let Some(replies) = state.running.get_mut(&key) {
            replies.push(reply);
        } else if let Some(waiting) = state.waiting.iter_mut().find(|waiting| waiting.key == key) {
            waiting.asked = asked;
            waiting.replies.push(reply);
        } else {
            state.waiting.push(Waiting { key, replies: vec![reply], asked });
            self.wake.notify_one();
        }
    }

    pub(super) fn want(&self, photos: &[PhotoId]) {
        let mut state = lock(&self.state);
        state.wanted = photos.iter().enumerate().map(|(place, &photo)| (photo, place)).collect();
        let State { wanted, waiting, .. } = &mut *state;
        let dropped: Vec<Waiting> = waiting.extract_if(.., |waiting| !wanted.contains_key(&waiting.key.0)).collect();
        drop(state);
        cancel(dropped);
    }

    /// Makes what is asked for, one after the other, until [`Queue::close`]. Runs on several threads.
    pub(super) fn work(&self, make: impl Fn(PhotoId, ThumbSize) -> Answer) {
        while let Some((photo, size)) = self.next() {
            let answer = make(photo, size);
            let replies = lock(&self.state).running.remove(&(photo, size)).unwrap_or_default();
            for reply in replies {
                reply(answer.clone());
            }
        }
    }

    fn next(&self) -> Option<Key> {
        let state = lock(&self.state);
        let waited = self.wake.wait_while(state, |state| !state.closing && state.waiting.is_empty());
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        let State { wanted, waiting, running, closing, .. } = &mut *state;
        if *closing {
            return None;
        }
        // On screen: in the order of the screen. Then the rest, newest first.
        let turn = |waiting: &Waiting| match wanted.get(&waiting.key.0) {
            Some(&place) => (0, place as u64),
            None => (1, u64::MAX - waiting.asked),
        };
        let at = (0..waiting.len()).min_by_key(|&at| turn(&waiting[at]))?;
        let Waiting { key, replies, .. } = waiting.swap_remove(at);
        running.insert(key, replies);
        Some(key)
    }

    pub(super) fn close(&self) {
        let mut state = lock(&self.state);
        state.closing = true;
        let dropped = std::mem::take(&mut state.waiting);
        drop(state);
        self.wake.notify_all();
        cancel(dropped);
    }
}

fn cancel(dropped: Vec<Waiting>) {
    for reply in dropped.into_iter().flat_map(|waiting| waiting.replies) {
        reply(Err(ThumbError::Cancelled));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};
    use std::sync::{Arc, Barrier};
    use std::thread;

    use super::*;

    /// A queue with one worker that starts when told, and the order things were made in.
    fn made_in_order(set_up: impl FnOnce(&Queue) -> Vec<Receiver<Answer>>) -> (Vec<i64>, Vec<Answer>) {
        let queue = Arc::new(Queue::default());
        let (start, (made, order)) = (Arc::new(Barrier::new(2)), channel());
        let worker = thread::spawn({
            let (queue, start) = (Arc::clone(&queue), Arc::clone(&start));
            move || {
                start.wait();
                queue.work(|photo, _| {
                    made.send(photo.0).unwrap();
                    Err(ThumbError::Gone)
                });
            }
        });
        let answers = set_up(&queue);
        start.wait();
        let answers = answers.iter().map(|answer| answer.recv().unwrap()).collect();
        queue.close();
        worker.join().unwrap();
        (order.try_iter().collect(), answers)
    }

    fn ask(queue: &Queue, photo: i64) -> Receiver<Answer> {
        let (reply, answer) = channel();
        queue.push(PhotoId(photo), ThumbSize::Small, Box::new(move |result| reply.send(result).unwrap()));
        answer
    }

    #[test]
    fn what_is_on_screen_goes_first_in_its_order_then_the_newest() {
        let (order, _) = made_in_order(|queue| {
            queue.want(&[PhotoId(4), PhotoId(3)]);
            [1, 2, 3, 4].map(|photo| ask(queue, photo)).into()
        });
        assert_eq!(order, [4, 3, 2, 1]);
    }

    #[test]
    fn what_is_not_wanted_any_more_is_cancelled() {
        let (order, answers) = made_in_order(|queue| {
            let answers = [1, 2, 3].map(|photo| ask(queue, photo)).into();
            queue.want(&[PhotoId(2)]);
            answers
        });
        assert_eq!(order, [2]);
        assert!(matches!(answers[..], [Err(ThumbError::Cancelled), Err(ThumbError::Gone), Err(ThumbError::Cancelled)]));
    }

    #[test]
    fn the_same_thumbnail_is_made_once_for_all_who_ask() {
        let (order, answers) = made_in_order(|queue| [7, 7, 7].map(|photo| ask(queue, photo)).into());
        assert_eq!((order, answers.len()), (vec![7], 3));
    }

    #[test]
    fn a_closed_queue_answers_everybody() {
        let queue = Queue::default();
        let before = ask(&queue, 1);
        queue.close();
        let after = ask(&queue, 2);
        for answer in [before, after] {
            assert!(matches!(answer.recv().unwrap(), Err(ThumbError::Cancelled)));
        }
    }
}
