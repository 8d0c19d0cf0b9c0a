// Package oracle judges simulated runs by the rules of docs/protocol.md. It believes
// nobody: it keeps its own record of commands, offers, destinations, writes and
// deliveries, made from what passed the seam, and derives what must be from that and
// from what the script of the simulation says. It shares no arithmetic, no constant
// and no parser with the code that it judges.
package oracle
