// Package value has the values of the Logs Insights query language: how they are
// read as numbers, compared, sorted and shown.
//
// A [Value] is small and is passed by value. A field of a log event keeps the text
// that it was written with, whether that has the form of a number or not, so it shows
// as it was written and an integer of any length keeps its digits; it is read as a
// number where one is needed. Results of arithmetic and of aggregates are numbers,
// which are rounded when they are shown, as on the service:
//
//	of a field         "1.10"   shows as 1.10
//	computed           2.0/3    shows as 0.6667
//	of Lambda's lines  1.28e8   shows as 1.28E8, and in arithmetic as 128000000
package value
