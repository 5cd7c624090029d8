# swapper.pl SYSCALL PATH OTHER
# Swaps two names as fast as it can, by renameat2(2) with RENAME_EXCHANGE, whose number is given. A byte on
# standard input has it pause and print how many swaps there were; the next has it go on; the end of input ends it.
use strict;
use warnings;

my ($renameat2, $path, $other) = @ARGV;
my ($AT_FDCWD, $RENAME_EXCHANGE) = (-100, 2);
my $swaps = 0;
my $stdin = '';
vec($stdin, fileno(STDIN), 1) = 1;
$| = 1;
while (1) {
  if (select(my $ready = $stdin, undef, undef, 0)) {
    sysread(STDIN, my $pause, 1) or exit;
    print "$swaps\n";
    sysread(STDIN, my $go_on, 1) or exit;
  }
  # Not possible while a mount is on one of them.
  $swaps++ if syscall($renameat2 + 0, $AT_FDCWD, $path, $AT_FDCWD, $other, $RENAME_EXCHANGE) == 0;
}
