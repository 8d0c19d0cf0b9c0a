// Package fleet measures the whole pipeline in virtual time: the handlers of the
// four functions, put together as their binaries do it, over the cores of the
// embedded stand-in, in an account with the quotas and latencies of a [Model]. It
// counts calls, request units and billed time, and compares the time from the
// first message sent to the last result read with a [Bound] that no driver of the
// same queries can be below.
//
// A [Setup] has what is measured, [Measure] returns the [Edition] or editions that
// it gave. Both are functions of the seed. [Designs] are other ways to run the
// same queries in the same account.
//
// Every invocation is a coroutine on a timeline (timeline.go). It is parked for as
// long as each call and each wait takes. Calls of one invocation that overlap are
// coroutines of their own, so that each takes its own time. One coroutine runs at
// a time, and those that are due at once run in the order in which they became so.
package fleet
