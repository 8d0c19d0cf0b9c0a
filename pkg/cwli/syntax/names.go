package syntax

import (
	"maps"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/suggest"
)

var commandNames = lowerNames("fields display filter where stats sort limit")

// laterCommands are the service's other commands, from the pages of
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
// and, for order, search, head and tail, from its error messages.
var laterCommands = lowerNames(`parse filterIndex dedup unnest expand pattern diff anomaly lookup
	cidrlookup join SOURCE addtotals accum autoregress filldown fillmissing outlier appendcols
	sessionize countFrequent logcompare relevantfields estimate unmask json search order head tail`)

var functionNames = lowerNames("ispresent bin count sum avg min max")

// laterFunctions are the service's other functions, from
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
// and the pages on hashes, time series and stats.
var laterFunctions = lowerNames(`abs ceil floor greatest least log round sqrt haversine
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

// didYouMean suggests the nearest name, a supported one if several are as near;
// if none is near it lists the supported ones.
func didYouMean(word string, supported, later map[string]string) string {
	known := append(slices.Sorted(maps.Values(supported)), slices.Sorted(maps.Values(later))...)
	if near := suggest.Nearest(word, known); near != "" {
		return "did you mean `" + near + "`?"
	}
	return "known are " + strings.Join(slices.Sorted(maps.Values(supported)), ", ")
}
