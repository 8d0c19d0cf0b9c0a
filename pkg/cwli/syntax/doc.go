// Package syntax reads the query language of CloudWatch Logs Insights: it turns
// the text of a query into a syntax tree, or reports the first mistake and its
// place.
//
// [Parse] builds a [Query], a list of commands ([Fields], [Filter], [Stats] …) over the
// expressions of package expr, and then checks it: aggregates outside stats, commands
// out of their place, names that are defined twice or not at all. Every node has its
// place in the text, and every command writes itself as source again.
//
//	text    SOURCE "g" | filter a = 1 | stats count(*) by b
//	  ↓     parser: a file per command
//	tree    Source, Filter, Stats: Query.Commands
//	  ↓     checker: what may follow what (place.go), which names there are (check.go)
//	Query   with notes on what has no effect
//
// [Commands] is the one table of commands; a command's file has its type, its
// parser, its checks and what it does to the columns of the result. [Query.Outputs]
// and [Query.OutputColumns] say which columns those are, without running the query.
// [Parameters] and [WithParameters] put values in before a query is read.
//
// The package accepts what the service accepts, whether or not the engine in package
// cwli runs it. An error has one of two wordings:
//
//	invalid X: want Y           the text breaks a rule of the language
//	unknown command X           no command, function or name is called so
//
// Unsupported are only regular expressions of excessive size, parameters without a
// value and the queries saved on AWS that $name calls.
//
// The language is that of
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html.
// Where AWS documents nothing, the comment of the code that decides says so, and
// docs/query-language.md lists the choices.
package syntax
