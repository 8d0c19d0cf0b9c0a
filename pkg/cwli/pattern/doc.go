// Package pattern finds the patterns of texts, as the command pattern of Logs Insights
// does (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData_Patterns.html):
// what many texts have in common, with a token for each part in which they differ.
//
//	2023-01-01 19:00:01 [INFO] Request time: 327 ms
//	2023-01-01 19:00:02 [INFO] Request time: 12 ms
//	<Time-1> [INFO] Request time: <Time-2> ms
//
// AWS documents what patterns look like and not how they are found. A [Miner] does it in
// two steps:
//
//  1. A scanner replaces the parts of a text that are data by their form alone: times,
//     numbers, identifiers, addresses. Texts that are equal then are counted, not kept.
//     In a text that is a JSON object, keys stay as they are.
//  2. At the end, texts with the same punctuation and number of words are merged if at
//     least as many words are the same in all as vary: where six different ones stand,
//     or three that are rare, or nearly always a token. Names of log levels are never
//     merged, so that a pattern has one severity.
//
// The result does not depend on the order of the texts, unless there are so many
// different ones that the miner has to merge before the end.
package pattern
