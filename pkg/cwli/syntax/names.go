package syntax

import (
	"maps"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/suggest"
)

var commandNames = lowerNames("fields display filter where stats sort limit")

// unsupportedCommands are the service's other commands, from the pages below
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
// and, for order, search, head and tail, from the service's error messages.
var unsupportedCommands = lowerNames(`parse filterIndex dedup unnest expand pattern diff anomaly lookup
	cidrlookup join SOURCE addtotals accum autoregress filldown fillmissing outlier appendcols
	sessionize countFrequent logcompare relevantfields estimate unmask json search order head tail`)

var functionNames = lowerNames("ispresent bin count sum avg min max")

// unsupportedFunctions are the service's other functions, from
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
// and the pages on hashes, time series and stats.
var unsupportedFunctions = lowerNames(`abs ceil floor greatest least log round sqrt haversine
	toNumber toInt toLong toDouble
	datefloor dateceil fromMillis toMillis now parseDate formatDate strftime
	coalesce case if isNumeric messageSize queryStartTime queryEndTime queryTimeRange
	jsonParse jsonStringify jsonArraySize jsonArrayContains
	isValidIp isValidIpV4 isValidIpV6 isIpInSubnet isIpv4InSubnet isIpv6InSubnet ipv4ToNumber
	isPrivateIP isPublicIP isReservedIP
	isempty isblank concat ltrim rtrim trim strlen toupper tolower substr replace regexReplace
	regex_replace strcontains startsWith endsWith urlencode urldecode base64encode base64decode
	split hexToAscii hexToDec decToHex md5 sha256 unmask
	countDistinct count_distinct pct percentile median stddev variance values COLLECT_VALUES topk
	earliest latest sortsFirst sortsLast rate countOverTime sumOverTime count_over_time
	sum_over_time histogram`)

func lowerNames(list string) map[string]string {
	names := map[string]string{}
	for s := range strings.FieldsSeq(list) {
		names[strings.ToLower(s)] = s
	}
	return names
}

// suggestName returns the hint for an unknown name: the nearest known one, a
// supported one if several are as near, or the list of the supported ones if
// none is near.
func suggestName(word string, supported, unsupported map[string]string) string {
	names := slices.Sorted(maps.Values(supported))
	if near := suggest.Nearest(word, append(slices.Clip(names), slices.Sorted(maps.Values(unsupported))...)); near != "" {
		return "did you mean `" + near + "`?"
	}
	return "want one of " + strings.Join(names, ", ")
}
