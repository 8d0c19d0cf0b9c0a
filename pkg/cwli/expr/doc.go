// Package expr has the expressions of the Logs Insights query language: it reads them,
// prints them, and compiles them to functions over rows.
//
//	text       status >= 500 and path like /v2/
//	  ↓        Parse, or a Parser of package syntax
//	tree       Binary, Like, Field, Call … each with its place (Span)
//	  ↓        Compiler.Value, Compiler.Condition
//	functions  Evaluator, Predicate: they read a Row, a value in each slot
//
// [Functions] is the one table of functions: names, arguments, what they give and how
// they are computed. Aggregates are in it without a computation: package cwli has
// theirs.
//
// Where AWS documents nothing, as for the precedence of operators, the comment of
// the code that decides says so, and docs/query-language.md lists the choices.
package expr
