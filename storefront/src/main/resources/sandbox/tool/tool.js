const again = document.getElementById('again');
if (again) {
  again.submit();
}
