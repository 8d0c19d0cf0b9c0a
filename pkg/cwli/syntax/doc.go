// Package syntax reads the query language of CloudWatch Logs Insights: it turns
// the text of a query into a syntax tree, or reports the first mistake and its
// place.
//
// [Parse] works in three steps. The lexer splits the text into tokens, the parser
// builds a [Query] of them, and the check reports what the grammar allows and the
// language does not, such as an aggregate outside stats. A Query is a list of
// commands ([Fields], [Filter], [Stats] …) over expressions ([Field], [Binary],
// [Call] …). Every node has its place in the text ([Span]), and every expression
// writes itself as source again.
//
// The package accepts what the engine in package cwli runs, and nothing else.
// An [Error] has one of three wordings:
//
//	invalid X: want Y           the text breaks a rule of the language
//	unknown command X           no command, function or name is called so
//	X is not supported yet      the service accepts it, the engine does not
//
// [Format] shows an error below its line of the query. [Query.Outputs] and
// [Query.OutputColumns] say which columns the result has, without running the
// query.
//
// The language is that of
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html.
// Where AWS documents nothing, as for the precedence of operators, the comment of
// the code that decides says so, and docs/query-language.md lists the choices.
package syntax
