//! The real engine against the real server: what a device has sent in many segments, a new one gets in few.

use ebb_journal::{FieldId, Kind, RecordId, Sitting, Value};
use ebb_protocol::endpoints::OUTLINE;
use ebb_protocol::head::SegmentKind;
use ebb_protocol::ids::{ReplicaId, StreamId};
use ebb_protocol::outline::{Outline, OutlineRequest};
use ebb_replica::{Op, Stamp, State};
use ebb_sync::{
    Admission, Circumstances, Effect, Engine, Event, FoundingDraw, Identity, Method, Persisted, Reply, Request,
    Standing,
};
use ebb_tests::memory_store::MemoryStore;
use ebb_tests::server_client::{Body, Http, seeded};
use ebb_vault::Label;

use crate::world::{BEGINNING_MS, World};

const JOURNAL: StreamId = StreamId([5; 16]);

/// A device that runs the engine over HTTP.
struct Driver {
    engine: Engine,
    store: MemoryStore,
    http: Http,
    state: State,
    standing: Standing,
    requests: Vec<&'static str>,
    draws: u64,
}

impl Driver {
    fn new(http: Http, identity: Identity) -> Self {
        Self {
            engine: Engine::new(identity, Persisted::default()),
            store: MemoryStore::default(),
            http,
            state: State::default(),
            standing: Standing::default(),
            requests: Vec::new(),
            draws: 0,
        }
    }

    async fn save(&mut self, op: Op) {
        let written = self.store.save(std::slice::from_ref(&op)).unwrap();
        self.store.sync(written);
        self.state.merge([op.clone()]);
        self.tell(Event::Saved(vec![op.record])).await;
    }

    /// Tells the engine, and everything that comes of it.
    async fn tell(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            self.draws += 1;
            let random = seeded(self.draws, "an event");
            for effect in self.engine.handle(event, Circumstances { now_ms: BEGINNING_MS, random }) {
                match effect {
                    Effect::Store(effect) => {
                        let (event, written) = self.store.carry_out(effect);
                        self.store.sync(written);
                        events.push(event);
                    }
                    Effect::Send(request) => events.push(Event::Answered(self.send(request).await)),
                    Effect::Merge(ops) => {
                        self.state.merge(ops);
                    }
                    Effect::Show(standing) => self.standing = standing,
                    Effect::Project(projecting) => events.push(Event::Projected(projecting.look(&self.state))),
                    Effect::OpenLive(_) | Effect::WakeAfter { .. } | Effect::KeepNotes(_) => {}
                }
            }
        }
    }

    async fn send(&mut self, request: Request) -> Reply {
        self.requests.push(request.path);
        let method = if request.method == Method::Get { hyper::Method::GET } else { hyper::Method::POST };
        let token = request.token.map(|token| token.reveal());
        let reply =
            self.http.send(method, request.path, token.as_deref(), &[], Body::Octets(request.body)).await.unwrap();
        Reply::Answer { status: reply.status.as_u16(), body: reply.body.to_vec() }
    }

    async fn outline(&self) -> Outline {
        let identity = self.engine.identity();
        let token = identity.secrets().token(identity.account).reveal();
        let request = OutlineRequest { stream: JOURNAL, after: 0 };
        let reply = self.http.send(hyper::Method::POST, OUTLINE, Some(&token), &[], Body::json(&request)).await;
        Outline::from_bytes(&reply.unwrap().body).unwrap()
    }
}

fn op(counter: u32) -> Op {
    Op {
        record: RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), counter),
        field: FieldId(3),
        value: Value::Int(i64::from(counter)),
        stamp: Stamp::of_ms(BEGINNING_MS.unsigned_abs() + u64::from(counter)).unwrap(),
        replica: ReplicaId([1; 16]),
    }
}

#[tokio::test]
async fn many_saves_become_few_segments_that_hold_the_same() {
    let world = World::start().await;
    let draw = FoundingDraw { seed: [2; 32], key: [3; 32], journal: JOURNAL, random: [6; 16], name_seed: [4; 32] };
    let label = Label { name: "Phone".to_owned(), since_ms: BEGINNING_MS };
    let identity = Identity::founding(ReplicaId([1; 16]), &label, &draw);
    let mut device = Driver::new(world.anonymous(), identity.clone());
    device.tell(Event::Started).await;
    for counter in 1..=300 {
        device.save(op(counter)).await;
    }
    device.tell(Event::Nudged).await;
    assert_eq!((device.standing.waiting, device.standing.trouble), (0, None));
    let outline = device.outline().await;
    assert_eq!(outline.head, 300, "a segment for each save");
    assert!(outline.entries.len() < 48, "{} are left", outline.entries.len());
    assert!(outline.entries.iter().any(|entry| entry.holds.kind() == SegmentKind::Compacted && entry.position == 256));

    let member = Identity { admission: Admission::Admitted, replica: ReplicaId([2; 16]), ..identity };
    let mut new = Driver::new(world.anonymous(), member);
    new.tell(Event::Started).await;
    assert_eq!((new.standing.set_aside, new.standing.trouble), (0, None));
    assert!(new.state == device.state, "another journal than was written");
    assert_eq!(new.store.holdings().persisted.cursor.map(|cursor| cursor.position), Some(300));
}
