#!/usr/bin/env bash
# Four copies started at once on two cores, with four busy loops beside them, all become ready; then one is restarted.
# usage: four-copies-at-once.sh storefront/target/resource-supermarket.jar [folder]; or a file that holds a class path
# On loopback, at most forty minutes, and it ends nothing but what it began.
set -u
case $1 in
    *.jar) program=(-jar "$(realpath "$1")") ;;
    *) program=(-cp "$(cat "$1")" org.ziyuan.ResourceSupermarket) ;;
esac
work=${2:-$(mktemp -d)}
limit=$((SECONDS + 2400))
cores=$(taskset -cp $$ | sed 's/.*: //')
two=$(taskset -c 0,1 true 2>/dev/null && echo 0,1 || echo "$cores")
began=()

finish() {
    for pid in "${began[@]}"; do kill "$pid" 2>/dev/null; done
    for pid in "${began[@]}"; do wait "$pid" 2>/dev/null; done
}
trap finish EXIT

start() {
    ZIYUAN_DATA_DIR=$work/$1 SERVER_PORT=$((8300 + 2 * $1)) MANAGEMENT_SERVER_PORT=$((8301 + 2 * $1)) \
        taskset -c "$two" java -Xmx512m -XX:+UseSerialGC "${program[@]}" >"$work/$1.$2.txt" 2>&1 &
    copies[$1]=$!
    began+=($!)
}

await() {
    until grep -q '资源超市已就绪' "$work/$1.$2.txt"; do
        kill -0 "${copies[$1]}" 2>/dev/null || { echo "copy $1 ended"; tail -20 "$work/$1.$2.txt"; exit 1; }
        [ $SECONDS -lt $limit ] || { echo "copy $1 is not ready in time"; tail -20 "$work/$1.$2.txt"; exit 1; }
        sleep 1
    done
    grep '已就绪（' "$work/$1.$2.txt" | sed "s/^/copy $1:/"
}

declare -A copies
for loop in 1 2 3 4; do
    taskset -c "$two" sh -c 'while :; do :; done' &
    began+=($!)
done
mkdir -p "$work"
for copy in 1 2 3 4; do start $copy first; done
for copy in 1 2 3 4; do await $copy first; done
kill "${copies[1]}"
wait "${copies[1]}" 2>/dev/null
start 1 again
await 1 again
if grep -l '^[[:space:]]*at [a-z]' "$work"/*.txt; then echo "a stack trace was printed"; exit 1; fi
echo "all four are ready, and one again"
