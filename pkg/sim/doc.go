// Package sim simulates the whole pipeline in virtual time, in one goroutine at
// a time: the actors' own code, put together by the constructors of production,
// over the cores of the embedded stand-in. What happens is a function of the
// inputs, so that every failure can be repeated.
//
// A [Deployment] has the cores, the names of the resources and a virtual
// [Clock]. A [Process] is one invocation of a function. Everything that its
// actors do to the world goes through the seam (seam.go): the API interfaces of
// ledger, queue and insights, the clock, the random bits, the events, the
// destinations. Each call through it is a [Call], and may be struck by a
// [Fault]: it crashes the process before or after its effect, has no effect, has
// it twice, takes long, or its answer is lost (call.go).
//
// # The scripted mode
//
// A [Harness] is for the tests of the actors. The test decides which process
// runs when ([Harness.Work], [Harness.Publish], [Harness.Sweep],
// [Harness.Quiesce]), which fault strikes which call ([Process.With],
// [Process.Refuse]), how queries go ([Harness.Script]) and what destinations
// answer ([Sender.Answer]). [Enumerate] runs a scenario once for every call of a
// process and every fault.
//
//	h := sim.NewHarness(t, sim.Report(2))
//	h.Start()
//	h.Work(h.Process().With(strike), worker.Settings{})
//	h.Quiesce()
//
// # The seeded mode
//
// [Run] draws everything from a seed: the report, the settings, the faults, the
// operators' commands, and which process goes on next. A process is a coroutine
// there (invocation.go), parked at every call and at every wait. The scheduler
// (scheduler.go) picks one of the tasks that can go on, or moves the clock to
// the next time at which one can. The simulation ends when no queue holds a
// message and every run is closed; for some seeds months pass then, items
// expire, and operators give further commands.
//
// The oracle (package oracle) watches every call. It keeps its own record of the
// effects and asserts the rules of docs/protocol.md after each, and a last time at
// the end. A [Violation] bears the rule's number. It judges a process by what that
// process knew. It learns only what the witness (witness.go) hands it: what passed
// the seam, the clock, and the script.
//
// # The explored mode
//
// [CrashPoints] and [Scope] draw nothing: an explorer (explore.go) takes every decision in
// turn, by re-execution of a scripted world (explore_world.go). Where several steps are
// possible (explore_choice.go) it takes the first, and leaves each other one to a further
// execution, which repeats the decisions up to there. An execution ends where it comes to a
// state that was reached before. A state is a hash of all that decides what happens and how
// it is judged: what is stored and queued, the clock, what each process has been answered, and
// all that the oracle keeps (explore_hash.go); so nothing is lost by a cut. The oracle is the
// same as in the seeded mode. A failure is repeated, with its trace, by its decisions:
//
//	SCOPE=B DECISIONS=0.0.1 go test -v ./pkg/sim -run TestScopes
//
// # Repeating a seed
//
// A failing seed prints the command that repeats it with its whole trace:
//
//	go run ./scripts/sim -seed 4711
//
// The trace is the same on any machine; its hash is [Result].Hash.
//
// # Adding a fault
//
// Add a kind to fault.go, and its words to faultNames. If it strikes a call, add
// it to faultsByCall and, unless the call succeeds, its error to refusals or
// lostAnswers (call_fault.go). Else ask faultSource.pick where it happens.
// TestSeeds requires that it happens for some seed. A new kind changes what is
// drawn from the seeds: all traces change.
//
// # Adding an invariant
//
// Add a check to the oracle's file of its subject: after an effect, where
// Oracle.Effected leads, or at the end, in Oracle.Finally. Report with
// Oracle.violate. Plant a bug that only this check finds in bug_test.go, and
// list it in docs/protocol.md.
package sim
